package lamina.ui.workspace;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What happened in this window lately, for a person to read and to copy into a report. */
public final class MessageLog {
  /**
   * One event.
   *
   * @param error whether something failed
   * @param details a stack trace, or empty
   */
  public record Entry(LocalTime time, boolean error, String message, String details) {
    public String text() {
      return time.truncatedTo(ChronoUnit.SECONDS)
          + "  "
          + message
          + (details.isEmpty() ? "" : "\n" + details);
    }
  }

  private static final int MOST = 1000;

  private final ObservableList<Entry> entries = FXCollections.observableArrayList();

  public void note(String message) {
    add(new Entry(LocalTime.now(), false, message, ""));
  }

  private void add(Entry entry) {
    entries.add(entry);
    if (entries.size() > MOST) {
      entries.removeFirst();
    }
  }

  /**
   * Notes a failure.
   *
   * @param unforeseen its exception, or null for one that the message explains in full
   */
  void fail(String message, @Nullable Throwable unforeseen) {
    var details = new StringWriter();
    if (unforeseen != null) {
      unforeseen.printStackTrace(new PrintWriter(details, true));
    }
    add(new Entry(LocalTime.now(), true, message, details.toString()));
  }

  public ObservableList<Entry> entries() {
    return entries;
  }
}
