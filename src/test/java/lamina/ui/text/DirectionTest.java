package lamina.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Names, paths and numbers keep their order in texts that go from right to left. */
class DirectionTest {
  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)(,[^}]*)?\\}");
  private static final Pattern MARKS = Pattern.compile("[\u200e\u200f]");
  private static final List<String> NAMES =
      List.of(
          "shared · 13",
          "13 · shared",
          "paper.6",
          "pos-teacher (2)",
          "(8)",
          "-0.50",
          "+0.06 [-0.10, +0.40]",
          "/tmp/a b/13.txt",
          "C:\\models\\3",
          "n = 12, p < 0.001",
          "5 %");

  /** A text as it is drawn, from the left; brackets of Arabic parts aren't mirrored. */
  private static String drawn(String text) {
    var bidi = new Bidi(text, Bidi.DIRECTION_RIGHT_TO_LEFT);
    var levels = new byte[text.length()];
    var letters = new Object[text.length()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) bidi.getLevelAt(i);
      letters[i] = text.charAt(i);
    }
    Bidi.reorderVisually(levels, 0, letters, 0, letters.length);
    var line = new StringBuilder();
    for (var letter : letters) {
      line.append(letter);
    }
    return MARKS.matcher(line).replaceAll("");
  }

  private static Properties arabic() throws Exception {
    var texts = new Properties();
    try (var in =
        Objects.requireNonNull(Messages.class.getResourceAsStream("messages_ar.properties"))) {
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return texts;
  }

  @Test
  void argumentsAreDrawnWholeWhereverTheyStand() throws Exception {
    var random = new Random(7);
    var texts = arabic();
    int checked = 0;
    for (var key : texts.stringPropertyNames()) {
      var pattern = texts.getProperty(key);
      var kinds = ARGUMENT.matcher(pattern).results().toList();
      if (kinds.isEmpty() || pattern.contains("choice")) {
        continue;
      }
      for (int round = 0; round < 20; round++) {
        var put = new Object[10];
        var names = new ArrayList<String>();
        for (var kind : kinds) {
          int at = Integer.parseInt(kind.group(1));
          boolean number = kind.group(2) != null;
          var name = NAMES.get(random.nextInt(NAMES.size()));
          if (put[at] == null) {
            put[at] = number ? (Object) 12.0 : name;
          }
          if (!number) {
            names.add((String) put[at]);
          }
        }
        var said = drawn(Messages.in("ar", () -> Messages.get(key, put)));
        for (var name : names) {
          assertTrue(said.contains(name), key + ": \"" + name + "\" in " + said);
          checked++;
        }
      }
    }
    assertTrue(checked > 2000, checked + " arguments");
  }

  /** As a chart draws it. */
  private static String charted(String text) {
    return drawn(FigureTexts.words("ar").ordered(text));
  }

  @Test
  void partsOfAChartsTextStandInTheOrderOfTheLanguage() {
    var joined = Messages.in("ar", () -> Messages.joined(" · ", "pos-teacher", "shared", "13"));
    assertEquals("13 · shared · pos-teacher", charted(joined), "the first at the right");
    var title =
        Messages.in(
            "ar", () -> Messages.get("errors.difference", "paper.3", "paper.6", "4", "225", "5"));
    var said = charted(title);
    assertTrue(said.indexOf("4") < said.indexOf("paper.6"), said);
    var nested = Messages.in("ar", () -> Messages.joined(" · ", title, "13"));
    assertTrue(charted(nested).startsWith("13 · "), charted(nested));
    assertEquals(
        "pos-teacher · 13", Messages.joined(" · ", "pos-teacher", "13"), "English as it is");
  }

  @Test
  void labelsHoldNoMarkThatJavaFxDrawsAsABox() {
    for (var name : NAMES) {
      var said = Messages.in("ar", () -> Messages.get("errors.saved", Messages.apart(name)));
      assertTrue(said.chars().noneMatch(c -> c == 0x200f || c >= 0x202a && c <= 0x202e), said);
      assertTrue(said.chars().noneMatch(c -> c >= 0x2066 && c <= 0x2069), said);
    }
  }

  @Test
  void aComparisonStaysWithWhatIsCompared() {
    var said = drawn(Messages.in("ar", () -> Messages.get("latency.calls", "300")));
    assertTrue(said.contains("n = 300"), said);
  }
}
