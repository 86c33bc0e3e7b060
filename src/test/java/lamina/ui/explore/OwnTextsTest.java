package lamina.ui.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import lamina.data.Task;
import lamina.ui.workspace.PanelState;
import org.junit.jupiter.api.Test;

/** What a person wrote stays within reach whatever is looked at meanwhile. */
class OwnTextsTest {
  private static final OwnTexts.Place ENGLISH = new OwnTexts.Place(Task.POS, "en");
  private static final OwnTexts.Place ARABIC = new OwnTexts.Place(Task.POS, "ar");
  private static final OwnTexts.Place PAIRS = new OwnTexts.Place(Task.XNLI, "en");

  private static OwnTexts.Own own(String text) {
    return new OwnTexts.Own("s1", text, "");
  }

  @Test
  void eachTaskAndLanguageHasItsOwn() {
    var texts = new OwnTexts();
    texts.keep(ENGLISH, own("Mine."));
    texts.keep(PAIRS, new OwnTexts.Own("p", "One.", "Other: \"x\""));
    assertEquals(Optional.of(own("Mine.")), texts.find(ENGLISH));
    assertTrue(texts.find(ARABIC).isEmpty());
    texts.keep(ARABIC, own("لي"));
    texts.forget(ENGLISH);
    assertTrue(texts.find(ENGLISH).isEmpty());
    assertEquals(Optional.of(own("لي")), texts.find(ARABIC));
  }

  @Test
  void aSamplePutsATextAsideAndItComesBack() {
    var texts = new OwnTexts();
    texts.putAside(ENGLISH);
    assertFalse(texts.hasAside(ENGLISH), "nothing was written");
    texts.keep(ENGLISH, own("first"));
    texts.putAside(ENGLISH);
    texts.putAside(ENGLISH);
    assertTrue(texts.find(ENGLISH).isEmpty(), "the sample is shown");
    texts.keep(ENGLISH, own("the sample, edited"));
    texts.takeBack(ENGLISH);
    assertEquals(Optional.of(own("first")), texts.find(ENGLISH));
    texts.takeBack(ENGLISH);
    assertEquals(Optional.of(own("the sample, edited")), texts.find(ENGLISH), "neither is lost");
  }

  @Test
  void aSessionKeepsAll() {
    var texts = new OwnTexts();
    texts.keep(ENGLISH, own("first"));
    texts.putAside(ENGLISH);
    texts.keep(ENGLISH, own("a: b #c 'd' \"e\" 😀\tf"));
    texts.keep(PAIRS, new OwnTexts.Own("p", "", "second alone"));
    var read = new OwnTexts();
    read.keep(ARABIC, own("stays"));
    var state = new PanelState(texts.options(), Map.of());
    assertFalse(read.read(state, ARABIC), "the session has none there");
    assertTrue(read.read(state, PAIRS));
    assertEquals(texts.find(ENGLISH), read.find(ENGLISH));
    assertEquals(texts.find(PAIRS), read.find(PAIRS));
    assertEquals(Optional.of(own("stays")), read.find(ARABIC));
    read.takeBack(ENGLISH);
    assertEquals(Optional.of(own("first")), read.find(ENGLISH));
  }
}
