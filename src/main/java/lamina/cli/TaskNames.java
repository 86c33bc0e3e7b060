package lamina.cli;

import java.util.Iterator;
import lamina.data.Tasks;

/** The names of all tasks, for the help of options. */
public final class TaskNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Tasks.KNOWN.keys().iterator();
  }
}
