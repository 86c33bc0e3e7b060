package lamina.ui.workspace;

/**
 * Which panel of the window. A panel declares its own, and the window lists them.
 *
 * @param key lower-case name, on the command line, in sessions, in node ids and in names of files
 * @param title key of its name among the window's texts; the key with {@code .tip} has a longer one
 *     where there is one
 */
public record PanelKind(String key, String title) {
  /** A panel whose name is the text {@code panel.KEY}. */
  public PanelKind(String key) {
    this(key, "panel." + key);
  }
}
