package lamina.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import lamina.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {
  private static final String XTREME =
      "af ar bg bn de el en es et eu fa fi fr he hi hu id it ja jv ka kk ko ml mr ms my nl pt ru sw"
          + " ta te th tl tr ur vi yo zh";

  @Test
  void knowsAllFortyLanguagesOfXtreme() {
    var codes = List.of(XTREME.split(" "));
    assertEquals(40, codes.size());
    codes.forEach(code -> assertEquals(code, Languages.of(code).code()));
  }

  @Test
  void codesAreDifferentAndInOrder() {
    var codes = Languages.all().stream().map(Language::code).toList();
    assertEquals(codes.size(), new HashSet<>(codes).size());
    assertEquals(codes.stream().sorted().toList(), codes);
  }

  @Test
  void everyLanguageIsFullyDescribed() {
    for (var language : Languages.all()) {
      for (var text :
          List.of(language.name(), language.nativeName(), language.family(), language.branch())) {
        assertFalse(text.isBlank(), language.code());
      }
    }
  }

  /** The native name is a sample of the script that the table claims. */
  @ParameterizedTest
  @ValueSource(strings = {"ru", "el", "ar", "he", "hi", "bn", "th", "ka", "zh", "ko", "am", "kn"})
  void nativeNameIsWrittenInTheScript(String code) {
    var language = Languages.of(code);
    int letter = language.nativeName().codePointAt(0);
    assertEquals(language.script().name(), Character.UnicodeScript.of(letter).name());
  }

  @Test
  void arabicRunsFromRightToLeft() {
    assertTrue(Languages.of("ur").rightToLeft());
    assertFalse(Languages.of("hi").rightToLeft());
  }

  @Test
  void caseAndRegionDoNotMatter() {
    assertEquals("zh", Languages.of(" ZH-CN ").code());
  }

  @Test
  void anyCodeOfIso639CanBeStatedAndWhatIsNotKnownIsSaid() {
    var naija = Languages.of("pcm");
    assertEquals("Nigerian Pidgin", naija.name());
    assertEquals("family unknown", naija.family());
    assertFalse(naija.known());
    assertEquals("sms", Languages.of("SMS").code());
    assertEquals("ps", Languages.of("ps").code());
    assertTrue(Languages.find("pcm").isEmpty(), "a part of some name isn't a language by that");
  }

  @Test
  void threeLettersMeanTheSameLanguageAsTwo() {
    assertEquals("de", Languages.of("deu").code());
    assertEquals("de", Languages.of("ger").code());
    assertEquals("zh", Languages.of("cmn").code());
    assertEquals("ar", Languages.of("arb").code());
    assertEquals("nb", Languages.of("nob").code());
    assertEquals("pt", Languages.of("pt_BR").code());
    assertEquals("de", Languages.named("german").orElseThrow().code());
  }

  @Test
  void unknownCodeNamesNearOnes() {
    var problem = assertThrows(Problem.class, () -> Languages.of("arabic"));
    assertTrue(problem.getMessage().contains("ar (Arabic)"), problem.getMessage());
    assertTrue(
        assertThrows(Problem.class, () -> Languages.of("zz"))
            .getMessage()
            .contains("zh (Chinese)"));
    assertTrue(assertThrows(Problem.class, () -> Languages.of("")).getMessage().contains("ar, "));
    assertTrue(Languages.find("zz").isEmpty());
  }

  @Test
  void codesThatWereWithdrawnMeanTheirSuccessors() {
    assertEquals("he", Languages.of("iw").code());
    assertEquals("id", Languages.of("in").code());
    assertEquals("he", Languages.find("iw_IL").orElseThrow().code());
  }
}
