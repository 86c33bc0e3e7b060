package lamina.ui.workspace;

/** Where a model in use comes from. */
public enum ModelOrigin {
  /** It came with Lamina, and is always there. */
  BUNDLED,
  /** A person opened its directory. */
  OPENED
}
