package lamina.app;

import java.util.Iterator;
import lamina.ui.window.Panels;

/** The names of all panels, for the help of options. */
final class PanelNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Panels.KNOWN.kinds().keys().iterator();
  }
}
