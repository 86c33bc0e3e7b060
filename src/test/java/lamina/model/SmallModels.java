package lamina.model;

import java.nio.file.Path;

/**
 * Small trained models for tests: an encoder of 12 layers and 128 channels, {@code base}, and a
 * teacher or student of some tasks, named as bundled models are. See the README beside them.
 */
public final class SmallModels {
  private static final Path FOLDER = Path.of("src/test/resources/checkpoints/small");
  public static final Path BASE = of("base");

  private SmallModels() {}

  /** The folder of a model, {@code pos-student} for one. */
  public static Path of(String name) {
    return FOLDER.resolve(name);
  }
}
