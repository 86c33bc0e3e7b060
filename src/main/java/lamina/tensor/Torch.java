package lamina.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.util.function.Supplier;
import lamina.engine.Capability;
import lamina.problem.Problem;

/** The tensor engine: where it computes and whether it records gradients. */
public final class Torch {
  private static final String ENGINE = "PyTorch";
  private static final int OLD_GPU = 10;

  private Torch() {}

  /**
   * A manager that owns tensors on the GPU where the engine finds one, else on the CPU.
   *
   * @throws Problem where the engine's native library cannot be loaded
   */
  public static NDManager newManager() {
    try {
      var engine = Engine.getEngine(ENGINE);
      return engine.newBaseManager(engine.getGpuCount() > 0 ? Device.gpu() : Device.cpu());
    } catch (RuntimeException | UnsatisfiedLinkError e) {
      throw new Problem(
          "The PyTorch library could not be loaded ("
              + e.getMessage()
              + "). Build again with network access, or point PYTORCH_LIBRARY_PATH at an installed"
              + " libtorch "
              + "2.7.1.",
          e);
    }
  }

  /**
   * What the machine computes well.
   *
   * @throws Problem where the engine's native library cannot be loaded
   */
  public static Capability capability() {
    try (var manager = newManager()) {
      return Capability.here(computeCapability(manager.getDevice()));
    }
  }

  private static int computeCapability(Device device) {
    if (!device.isGpu()) {
      return 0;
    }
    try {
      return Integer.parseInt(CudaUtils.getComputeCapability(device.getDeviceId())); // "90"
    } catch (IllegalArgumentException e) {
      return OLD_GPU; // it doesn't tell
    }
  }

  /** Runs something on this thread without recording gradients; new threads record them. */
  public static <T> T withoutGradients(Supplier<T> work) {
    return recording(false, work);
  }

  /** Runs something on this thread and records what a backward pass needs. */
  public static <T> T withGradients(Supplier<T> work) {
    return recording(true, work);
  }

  private static <T> T recording(boolean on, Supplier<T> work) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(on);
    try {
      return work.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /** Makes the dropout of this process repeatable from here on. */
  public static void seed(long seed) {
    JniUtils.setSeed(seed);
  }

  /** Threads that one operation uses on the CPU. */
  public static int threads() {
    return JniUtils.getNumThreads();
  }

  /** "PyTorch 2.7.1". */
  public static String engine() {
    return ENGINE + " " + Engine.getEngine(ENGINE).getVersion();
  }
}
