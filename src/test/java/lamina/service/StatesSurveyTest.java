package lamina.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lamina.fusion.Variants;
import lamina.model.ModelContents;
import lamina.model.ModelFiles;
import lamina.model.ModelSummary;
import lamina.model.SmallModels;
import lamina.text.Input;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A survey of states runs for minutes; who types meanwhile is answered, then and later. */
class StatesSurveyTest {
  private static final Path SAMPLE = Path.of("sample-data/pos");
  private final ModelSummary model = ModelFiles.summary(SmallModels.of("pos-student"));
  private final LocalService service = new LocalService(List.of(model));

  @AfterEach
  void close() {
    service.close();
  }

  private static Request.SurveyStates survey() {
    return new Request.SurveyStates(
        SmallModels.BASE,
        List.of(SAMPLE.resolve("en.conllu"), SAMPLE.resolve("de.conllu")),
        Optional.of(SAMPLE.resolve("train/en.conllu")),
        40);
  }

  private Request.Analyse analyse(String text) {
    return new Request.Analyse(model.name(), new Input.Text(text), Variants.KNOWN.of("paper"));
  }

  @Test
  void whatIsAskedMeanwhileStaysGood() throws Exception {
    var asked = new ArrayList<Ticket<Analysis>>();
    var ticket =
        service.submit(
            survey(),
            p -> {
              // at every part another text, the first of which loads the model
              asked.add(service.submit(analyse("Text number " + asked.size()), q -> {}));
            });
    var found = ticket.result().get(5, TimeUnit.MINUTES);
    assertEquals(List.of("en", "de"), found.report().text().languages());
    assertEquals(ModelContents.of(SmallModels.BASE).key(), found.contents().key());
    assertTrue(found.report().rows().getFirst().words().isPresent());
    assertTrue(asked.size() > 10);
    for (int i = 0; i < asked.size(); i++) {
      var then = asked.get(i).result().get(1, TimeUnit.MINUTES);
      var again = service.submit(analyse("Text number " + i), q -> {}).result().get();
      assertEquals(
          then.layers().getFirst().gate()[1][0], again.layers().getFirst().gate()[1][0], 0);
    }
  }

  @Test
  void itIsCancelled() throws Exception {
    var begun = new CountDownLatch(1);
    var ticket = service.submit(survey(), p -> begun.countDown());
    assertTrue(begun.await(1, TimeUnit.MINUTES));
    ticket.cancel().run();
    assertThrows(CancellationException.class, () -> ticket.result().join());
    assertEquals(5, service.submit(analyse("After it."), q -> {}).result().get().layers().size());
  }
}
