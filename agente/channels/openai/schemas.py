"""What crosses HTTP in OpenAI's shape. A field with a description here takes less than theirs, and says why."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from agente.contacts.schemas import PlainText

_TOOLS = "The business's pack decides which tools are used."
_TEXT = "Replies are text for a customer to read."

ChatRole = Literal["system", "developer", "user", "assistant", "tool", "function"]


class ContentPart(BaseModel):
    type: str
    text: str = ""


class ChatMessage(BaseModel):
    role: ChatRole
    content: str | list[ContentPart] | None = None


class StreamOptions(BaseModel):
    include_usage: bool | None = None


class TextFormat(BaseModel):
    type: Literal["text"]


class ChatCompletionCreate(BaseModel):
    """Other parameters of OpenAI's, such as `temperature` or `max_tokens`, are accepted and change nothing."""

    model: str
    messages: Annotated[list[ChatMessage], Field(min_length=1)] = Field(
        description="The last one is the customer's and is answered. Messages of system and developer are not followed."
    )
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    user: Annotated[PlainText, Field(max_length=200)] | None = Field(
        None, description="Your own name for the customer, of up to 200 characters: the same name is the same contact."
    )
    metadata: Annotated[dict[str, str], Field(max_length=16)] | None = Field(
        None, description="Up to 16 texts. `conversation_id` goes on with that conversation."
    )
    n: Literal[1] | None = Field(None, description="There is one reply to a message.")
    tools: Annotated[list[Any], Field(max_length=0)] | None = Field(None, description=_TOOLS)
    functions: Annotated[list[Any], Field(max_length=0)] | None = Field(None, description=_TOOLS)
    tool_choice: Literal["none", "auto"] | None = Field(None, description=_TOOLS)
    function_call: Literal["none", "auto"] | None = Field(None, description=_TOOLS)
    response_format: TextFormat | None = Field(None, description=_TEXT)
    modalities: list[Literal["text"]] | None = Field(None, description=_TEXT)
    logprobs: Literal[False] | None = Field(None, description="Replies have no token probabilities.")
    stop: Annotated[list[str], Field(max_length=0)] | None = Field(None, description="Replies are never cut.")
    web_search_options: None = Field(None, description="Replies come from the business's own material only.")


class AssistantMessage(BaseModel):
    role: Literal["assistant"]
    content: str
    refusal: None


class Choice(BaseModel):
    index: int
    message: AssistantMessage
    logprobs: None
    finish_reason: Literal["stop"]


class Usage(BaseModel):
    """Of the language model that was asked; zeros when none was."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class CompletionMetadata(BaseModel):
    conversation_id: str
    agent: str | None = Field(None, description="The specialist that answered; absent while a person has the talk.")


class ChatCompletion(BaseModel):
    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    metadata: CompletionMetadata


class ModelRead(BaseModel):
    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelList(BaseModel):
    object: Literal["list"]
    data: list[ModelRead]


class ErrorDetail(BaseModel):
    message: str
    type: str
    param: str | None
    code: str | None


class ErrorBody(BaseModel):
    error: ErrorDetail
