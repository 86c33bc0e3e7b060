package lamina.process;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests unpack native libraries where the program does, from before the first class on. */
public final class SafeLibraries implements BeforeAllCallback {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(SafeLibraries.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(HERE)
        .getOrComputeIfAbsent(
            "prepared",
            key -> {
              NativeLibraries.prepare().ifPresent(System.err::println);
              return true;
            });
  }
}
