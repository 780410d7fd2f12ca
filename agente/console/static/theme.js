// Runs before the first paint, so that the page never flashes in the theme that was not chosen.
try {
  const theme = localStorage.getItem("agente.theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // No storage: the system's theme is used.
}
