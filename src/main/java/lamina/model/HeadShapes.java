package lamina.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shapes of a head's tensors, as its files have them. */
public final class HeadShapes {
  private HeadShapes() {}

  /**
   * Shapes by name, the head's prefix left out ({@code fusion.global.0.weight}); no weight is read.
   *
   * @throws lamina.problem.Problem where the directory holds no model, or its files are broken
   */
  public static Map<String, List<Long>> of(Path directory, HeadKey head) {
    var shapes = new TreeMap<String, List<Long>>();
    var prefix = Head.prefix(head);
    ModelFiles.find(directory)
        .checkpoint()
        .shapes()
        .forEach(
            (name, shape) -> {
              if (!prefix.isEmpty() && name.startsWith(prefix)) {
                shapes.put(name.substring(prefix.length()), Arrays.stream(shape).boxed().toList());
              }
            });
    return shapes;
  }
}
