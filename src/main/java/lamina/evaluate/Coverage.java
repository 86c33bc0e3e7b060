package lamina.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import lamina.text.WindowedInput;

/**
 * How completely a model read the examples of a score.
 *
 * @param windowed sentences longer than the model reads at once, whose words were answered in
 *     windows
 * @param cut examples answered without their end: pairs longer than the model reads
 * @param unanswerable examples that hold nothing that the model reads; they count as wrong
 * @param places where the first of these stand
 */
public record Coverage(int windowed, int cut, int unanswerable, List<String> places) {
  /** Everything was read at once. */
  public static final Coverage WHOLE = new Coverage(0, 0, 0, List.of());

  private static final int PLACES = 5;

  /** Copies the list, as far as it is shown. */
  public Coverage {
    places = List.copyOf(places.subList(0, Math.min(PLACES, places.size())));
  }

  /**
   * Of examples that were read.
   *
   * @param place where an example stands, by its index
   */
  public static Coverage of(List<WindowedInput.How> examples, IntFunction<String> place) {
    int windowed = 0;
    int cut = 0;
    var unanswerable = new ArrayList<String>();
    for (int i = 0; i < examples.size(); i++) {
      switch (examples.get(i)) {
        case WHOLE -> {}
        case WINDOWED -> windowed++;
        case CUT -> cut++;
        case UNANSWERABLE -> unanswerable.add(place.apply(i));
      }
    }
    return new Coverage(windowed, cut, unanswerable.size(), unanswerable);
  }

  /** Of both together. */
  public Coverage plus(Coverage other) {
    var all = new ArrayList<>(places);
    all.addAll(other.places);
    return new Coverage(
        windowed + other.windowed, cut + other.cut, unanswerable + other.unanswerable, all);
  }

  /** "2 windowed, 1 cut, 1 unanswerable"; empty where everything was read at once. */
  public String brief() {
    var parts = new ArrayList<String>();
    if (windowed > 0) {
      parts.add(windowed + " windowed");
    }
    if (cut > 0) {
      parts.add(cut + " cut");
    }
    if (unanswerable > 0) {
      parts.add(unanswerable + " unanswerable");
    }
    return String.join(", ", parts);
  }

  /**
   * What a person has to know of it, in sentences.
   *
   * @param name of the data
   */
  public List<String> notes(String name) {
    var notes = new ArrayList<String>();
    if (windowed > 0) {
      notes.add(
          name
              + ": sentences longer than the model reads at once: "
              + windowed
              + "; their words are answered in windows that overlap.");
    }
    if (cut > 0) {
      notes.add(
          name
              + ": examples longer than the model reads: "
              + cut
              + "; answered without their end.");
    }
    if (unanswerable > 0) {
      notes.add(
          name
              + ": examples that hold nothing that the model reads: "
              + unanswerable
              + "; they count as wrong: "
              + String.join("; ", places)
              + (unanswerable > places.size() ? "; ..." : "")
              + ".");
    }
    return notes;
  }
}
