package lamina.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lamina.model.HeadKey;
import lamina.model.TaskModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a student begins with: every second layer of four, the last among them, and its heads. */
class StudentsTest {
  @TempDir Path folder;
  private Path base;

  @BeforeEach
  void write() {
    base = SmallBase.write(folder.resolve("base"));
  }

  private static void assertLayers(TaskModel from, TaskModel student) {
    assertEquals(2, student.encoder().config().layers());
    student
        .weights()
        .map()
        .forEach(
            (name, own) -> {
              if (name.startsWith("encoder.") || name.startsWith("embeddings.")) {
                var theirs =
                    name.replace("encoder.layer.1.", "encoder.layer.3.")
                        .replace("encoder.layer.0.", "encoder.layer.1.");
                assertArrayEquals(
                    from.weights().map().get(theirs).toFloatArray(), own.toFloatArray(), name);
              }
            });
  }

  private static float[] first(TaskModel model, HeadKey head, String tensor) {
    return model.headWeights(head).map().get(tensor).toFloatArray();
  }

  @Test
  void aStudentBeginsWithItsTeachersLayersAndHeads() {
    try (var teacher =
        SmallBase.model(base, 4, 7, "paper.1", "paper.2", "convex.1", "scalar-mix", "last")) {
      var saved = SmallBase.save(teacher, base, folder.resolve("teacher"));
      var settings =
          TrainSettings.of(
              Map.of(
                  "teacher",
                  saved.toString(),
                  "studentLayers",
                  2,
                  "variants",
                  List.of("paper", "convex", "last"),
                  "seed",
                  9));
      try (var student = Students.ofTeacher(settings)) {
        assertLayers(teacher, student);
        var one = HeadKey.of("paper.1");
        student
            .headWeights(one)
            .map()
            .forEach(
                (name, own) ->
                    assertArrayEquals(
                        first(teacher, HeadKey.of("paper.2"), name), own.toFloatArray(), name));
        for (var tensor : List.of("classifier.weight", "classifier.bias")) {
          assertArrayEquals(
              first(teacher, HeadKey.LAST, tensor), first(student, HeadKey.LAST, tensor));
        }
        // The teacher has no convex.2: this one begins at random.
        assertFalse(
            Arrays.equals(
                first(teacher, HeadKey.of("convex.1"), "classifier.weight"),
                first(student, HeadKey.of("convex.1"), "classifier.weight")));
      }
    }
  }

  @Test
  void aStudentWithoutATeacherBeginsWithEverySecondLayerOfTheBase() {
    try (var whole = SmallBase.model(base, 4, 1, "last");
        var student =
            Students.ofBase(
                TrainSettings.of(
                    Map.of("base", base.toString(), "depth", 2, "variants", "last")))) {
      assertLayers(whole, student);
    }
  }
}
