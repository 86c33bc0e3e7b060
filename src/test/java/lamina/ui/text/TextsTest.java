package lamina.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import lamina.language.Languages;
import lamina.language.Script;
import lamina.service.Progress;
import lamina.ui.window.Command;
import lamina.ui.window.Commands;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static Properties texts(String name) throws Exception {
    var properties = new Properties();
    try (var in =
        new java.io.InputStreamReader(
            Messages.class.getResourceAsStream(name), java.nio.charset.StandardCharsets.UTF_8)) {
      properties.load(in);
    }
    return properties;
  }

  @Test
  void everyTextIsTranslatedWithItsArguments() throws Exception {
    var english = texts("messages.properties");
    var arabic = texts("messages_ar.properties");
    assertEquals(new TreeSet<>(english.keySet()), new TreeSet<>(arabic.keySet()));
    for (var key : english.stringPropertyNames()) {
      assertEquals(arguments(english.getProperty(key)), arguments(arabic.getProperty(key)), key);
    }
  }

  @Test
  void everyFamilyBranchAndScriptIsTranslated() throws Exception {
    var arabic = texts("languages_ar.properties");
    var words = new TreeSet<Object>();
    var all = new ArrayList<>(Languages.all());
    all.add(Languages.of("pcm")); // not in the table
    for (var language : all) {
      words.add(LanguageWords.key("family", language.family()));
      words.add(LanguageWords.key("branch", language.branch()));
    }
    for (var script : Script.values()) {
      words.add(LanguageWords.key("script", script.label()));
    }
    assertEquals(words, new TreeSet<>(arabic.keySet()));
  }

  @Test
  void languagesAreNamedInTheLanguageOfTheTexts() {
    var language = Languages.of("tr");
    assertEquals("Turkish · Türkçe · Oghuz", LanguageWords.label(language));
    var label = Messages.in("ar", () -> LanguageWords.label(language));
    assertEquals("التركية · Türkçe · أوغوزية", label);
    assertEquals("تركية", Messages.in("ar", () -> LanguageWords.family(language)));
  }

  private static TreeSet<String> arguments(String text) {
    var found = new TreeSet<String>();
    Pattern.compile("\\{\\d\\}").matcher(text).results().forEach(m -> found.add(m.group()));
    return found;
  }

  @Test
  void aCommandOrShortcutCannotBeTakenTwice() {
    var commands = new Commands();
    commands.add("a", "bar.export", Command.Group.FILE, "Shortcut+E", () -> {});
    assertThrows(
        IllegalArgumentException.class,
        () -> commands.add("a", "bar.open", Command.Group.FILE, "", () -> {}));
    assertThrows(
        IllegalArgumentException.class,
        () -> commands.add("b", "bar.open", Command.Group.FILE, "Shortcut+E", () -> {}));
    assertEquals(1, commands.matching("paper write").size());
    assertEquals(0, commands.matching("write nothing").size());
  }

  @Test
  void theTimeLeftFollowsThePace() {
    var left = new TimeLeft();
    long second = 1_000_000_000L;
    assertEquals(OptionalLong.empty(), left.after(new Progress("x", 0, 10), 0));
    assertEquals(OptionalLong.empty(), left.after(new Progress("x", 1, 10), second / 2));
    assertEquals(OptionalLong.of(8), left.after(new Progress("x", 2, 10), 2 * second));
    assertEquals(OptionalLong.empty(), left.after(new Progress("x", 5, 0), 3 * second));
  }

  @Test
  void anUnknownLocaleGetsEnglish() {
    var before = Locale.getDefault(Locale.Category.DISPLAY);
    try {
      Locale.setDefault(Locale.Category.DISPLAY, Locale.of("ar", "EG"));
      assertEquals("ar", Messages.language());
      Locale.setDefault(Locale.Category.DISPLAY, Locale.of("fi"));
      assertEquals("en", Messages.language());
    } finally {
      Locale.setDefault(Locale.Category.DISPLAY, before);
    }
  }
}
