package lamina.ui.control;

import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import lamina.ui.text.Messages;

/** A question mark beside a term: it says what the term means, and opens the guide there. */
public final class HelpMark extends Button {
  /** The guide is wanted at a term; whoever shows it listens at the window's root. */
  public static final class Wanted extends Event {
    private static final long serialVersionUID = 1L;

    /** The only type. */
    public static final EventType<Wanted> TYPE = new EventType<>(Event.ANY, "GUIDE_WANTED");

    private final String term;

    private Wanted(String term) {
      super(TYPE);
      this.term = term;
    }

    /** The term, as the guide calls it. */
    public String term() {
      return term;
    }
  }

  private static final double WIDEST = 360;

  /**
   * A mark.
   *
   * @param term of the guide: {@code guide.TERM} is its text
   */
  public HelpMark(String term) {
    super("?");
    setId("help-" + term);
    getStyleClass().add("help-mark");
    setMinWidth(Region.USE_PREF_SIZE);
    var said = new Tooltip(Messages.get("guide." + term));
    said.setWrapText(true);
    said.setMaxWidth(WIDEST);
    said.setShowDuration(Duration.seconds(30));
    setTooltip(said);
    setAccessibleText(Messages.get("guide.about", Messages.get("guide." + term + ".title")));
    setOnAction(e -> fireEvent(new Wanted(term)));
  }
}
