package lamina.ui.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import lamina.data.Task;
import lamina.evaluate.ScoreTable;
import lamina.model.HeadKey;
import lamina.model.ModelSummary;
import lamina.model.ModelSummary.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which model stands for which role, whatever is opened, chosen and deleted. */
class ModelRegistryTest {
  private final ModelRegistry registry = new ModelRegistry();
  private final ModelSummary teacher = model("pos-teacher", Role.TEACHER, 12);
  private final ModelSummary student = model("pos-student", Role.STUDENT, 6);
  private final ModelSummary own = model("mine", Role.STUDENT, 3);

  private static ModelSummary model(String name, Role role, int layers) {
    return new ModelSummary(
        name,
        Path.of("models", name),
        role,
        Task.POS,
        Task.POS.labels(),
        layers,
        layers,
        16,
        32,
        1000,
        100,
        "shared",
        new TreeSet<>(List.of(HeadKey.LAST)),
        HeadKey.LAST,
        "MIT",
        List.of());
  }

  private static ScoreTable none() {
    return new ScoreTable(List.of());
  }

  @BeforeEach
  void bundled() {
    registry.add(teacher, none(), ModelOrigin.BUNDLED);
    registry.add(student, none(), ModelOrigin.BUNDLED);
  }

  private void stand(String asTeacher, String asStudent) {
    var found =
        List.of(Role.TEACHER, Role.STUDENT).stream()
            .map(role -> registry.find(Task.POS, role).orElseThrow())
            .peek(m -> assertTrue(registry.shown(Task.POS, Roles.only(m.role())).contains(m)))
            .map(m -> m.name() + " as " + m.role())
            .toList();
    assertEquals(List.of(asTeacher + " as TEACHER", asStudent + " as STUDENT"), found);
  }

  @Test
  void aModelThatIsAddedStandsForNothingBeforeItIsChosen() {
    registry.add(own, none(), ModelOrigin.OPENED);
    stand("pos-teacher", "pos-student");
    registry.use(own, Role.STUDENT);
    stand("pos-teacher", "mine");
    registry.use(student, Role.STUDENT);
    stand("pos-teacher", "pos-student");
  }

  @Test
  void anyModelStandsForEitherRole() {
    registry.add(own, none(), ModelOrigin.OPENED);
    registry.use(own, Role.TEACHER);
    stand("mine", "pos-student");
    assertEquals(6, registry.scale(Task.POS).orElseThrow().layers(), "the deeper one counts");
    registry.use(teacher, Role.STUDENT);
    stand("mine", "pos-teacher");
    assertEquals(12, registry.scale(Task.POS).orElseThrow().layers());
    var evidence = registry.evidence(registry.find(Task.POS, Role.STUDENT).orElseThrow());
    assertEquals(Role.STUDENT, evidence.role());
  }

  @Test
  void aModelThatStandsForTheOtherRoleChangesPlacesWithTheOneThere() {
    registry.use(student, Role.TEACHER);
    stand("pos-student", "pos-teacher");
    registry.use(student, Role.STUDENT);
    stand("pos-teacher", "pos-student");
  }

  @Test
  void aLoneModelLeavesTheOtherPlaceEmpty() {
    var alone = new ModelRegistry();
    alone.add(student, none(), ModelOrigin.BUNDLED);
    alone.use(student, Role.TEACHER);
    assertEquals(Optional.empty(), alone.find(Task.POS, Role.STUDENT));
    assertEquals("pos-student", alone.find(Task.POS, Role.TEACHER).orElseThrow().name());
  }

  @Test
  void whatStoodBeforeIsBackWhenAModelIsDeletedAndTheBundledOnesStay() {
    registry.add(own, none(), ModelOrigin.OPENED);
    registry.use(own, Role.STUDENT);
    registry.remove(own);
    stand("pos-teacher", "pos-student");
    assertEquals(2, registry.all(Task.POS).size());
    assertTrue(registry.scores(own).scores().isEmpty(), "a panel may still hold it");
    registry.remove(student);
    stand("pos-teacher", "pos-student");
  }

  @Test
  void whatStoodBeforeIsBackStepByStep() {
    var other = model("other", Role.STUDENT, 4);
    registry.add(own, none(), ModelOrigin.OPENED);
    registry.add(other, none(), ModelOrigin.OPENED);
    registry.use(own, Role.STUDENT);
    registry.use(other, Role.STUDENT);
    registry.remove(other);
    stand("pos-teacher", "mine");
    registry.use(own, Role.TEACHER); // the teacher takes its place
    stand("mine", "pos-teacher");
    assertEquals(List.of(Role.TEACHER), registry.roles(own));
    registry.remove(own);
    stand("pos-teacher", "pos-student");
  }

  @Test
  void aBundledModelThatIsOpenedAgainStaysBundled() {
    registry.add(student, none(), ModelOrigin.OPENED);
    assertTrue(registry.isBundled(student));
    assertEquals(Role.STUDENT, registry.made(student.as(Role.TEACHER)));
  }

  @Test
  void lessonsHaveTheBundledModelsWhateverStandsThere() {
    registry.add(own, none(), ModelOrigin.OPENED);
    registry.use(own, Role.STUDENT);
    assertSame(student, registry.bundled(Task.POS, Role.STUDENT).orElseThrow());
  }

  @Test
  void aSessionKeepsWhatWasChosenAndNothingElse() {
    assertEquals(Map.of(), registry.chosen());
    registry.add(own, none(), ModelOrigin.OPENED);
    registry.use(own, Role.STUDENT);
    assertEquals(
        Map.of(Role.STUDENT, List.of(own.directory().toAbsolutePath())), registry.chosen());
    registry.chooseNone();
    stand("pos-teacher", "pos-student");
  }
}
