package lamina.ui.explore;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lamina.data.Task;
import lamina.language.Languages;
import lamina.problem.Problem;
import lamina.ui.workspace.PanelState;

/**
 * The text that a person wrote for each task and language. It stays there whatever is looked at
 * meanwhile; of one that was put aside for a sample the place still knows it.
 */
final class OwnTexts {
  private static final String PREFIX = "own";
  private static final String ASIDE = "aside";

  /**
   * Where a text belongs.
   *
   * @param language code
   */
  record Place(Task task, String language) {
    /** Of "pos en", as sessions have it. */
    static Place of(String text) {
      var parts = text.split(" ");
      if (parts.length != 2) {
        throw new Problem("\"" + text + "\": a task and a language were expected, as in pos en.");
      }
      return new Place(Task.of(parts[0]), Languages.of(parts[1]).code());
    }

    private String key(String prefix, String part) {
      return prefix + "." + task.key() + "." + language + "." + part;
    }
  }

  /**
   * A text.
   *
   * @param sample id of the sample that it began with; empty where there was none
   * @param second second text, for pairs
   */
  record Own(String sample, String text, String second) {}

  private final Map<Place, Own> current = new HashMap<>();
  private final Map<Place, Own> aside = new HashMap<>();

  /** Keeps what is written. */
  void keep(Place place, Own own) {
    current.put(place, own);
  }

  /** Nothing is written there any more: the sample is as it was. */
  void forget(Place place) {
    current.remove(place);
  }

  /** A sample is looked at in place of the text, which stays. */
  void putAside(Place place) {
    Optional.ofNullable(current.remove(place)).ifPresent(own -> aside.put(place, own));
  }

  /** The text that was put aside is looked at again; one that is written now takes its place. */
  void takeBack(Place place) {
    var now = Optional.ofNullable(current.remove(place));
    Optional.ofNullable(aside.remove(place)).ifPresent(own -> current.put(place, own));
    now.ifPresent(own -> aside.put(place, own));
  }

  /** What is written in a place. */
  Optional<Own> find(Place place) {
    return Optional.ofNullable(current.get(place));
  }

  /** Whether a place has a text that was put aside. */
  boolean hasAside(Place place) {
    return aside.containsKey(place);
  }

  boolean isEmpty() {
    return current.isEmpty() && aside.isEmpty();
  }

  /** As options of a session. */
  Map<String, String> options() {
    var options = new HashMap<String, String>();
    current.forEach((place, own) -> write(PREFIX, place, own, options));
    aside.forEach((place, own) -> write(ASIDE, place, own, options));
    return options;
  }

  private static void write(String prefix, Place place, Own own, Map<String, String> options) {
    options.put(place.key(prefix, "sample"), own.sample);
    options.put(place.key(prefix, "text"), own.text);
    options.put(place.key(prefix, "second"), own.second);
  }

  /**
   * Takes over those of a session; the others stay.
   *
   * @return whether the session has one that is looked at in a place
   */
  boolean read(PanelState state, Place shown) {
    for (var option : state.options().keySet()) {
      var parts = option.split("\\.");
      if (parts.length == 4 && parts[3].equals("text")) {
        var place = new Place(Task.of(parts[1]), parts[2]);
        var texts =
            switch (parts[0]) {
              case PREFIX -> current;
              case ASIDE -> aside;
              default -> new HashMap<Place, Own>(); // of a later version
            };
        texts.put(
            place,
            new Own(
                state.option(place.key(parts[0], "sample"), ""),
                state.option(option, ""),
                state.option(place.key(parts[0], "second"), "")));
      }
    }
    return state.options().containsKey(shown.key(PREFIX, "text"));
  }
}
