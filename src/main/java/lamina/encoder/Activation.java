package lamina.encoder;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import lamina.files.Document;
import lamina.tensor.Scalars;

/**
 * What stands between the two dense layers of the feed-forward part, by the names of config.json.
 */
public enum Activation {
  /** {@code x Phi(x)}, exact: the one that nearly every checkpoint has. */
  GELU("gelu", Form.EXACT),
  GELU_PYTHON("gelu_python", Form.EXACT),
  GELU_NEW("gelu_new", Form.TANH),
  GELU_FAST("gelu_fast", Form.TANH),
  GELU_ACCURATE("gelu_accurate", Form.TANH),
  GELU_PYTORCH_TANH("gelu_pytorch_tanh", Form.TANH),
  GELU_PYTHON_TANH("gelu_python_tanh", Form.TANH),
  QUICK_GELU("quick_gelu", Form.QUICK),
  RELU("relu", Form.RELU),
  SILU("silu", Form.SILU),
  SWISH("swish", Form.SILU);

  /** A function that several names stand for; encoder.torchscript knows it by its place here. */
  enum Form {
    EXACT(ai.djl.nn.Activation::gelu),
    /** {@code x/2 (1 + tanh z)} is {@code x sigmoid(2z)}. */
    TANH(x -> gated(x, x.add(Scalars.times(x.mul(x).mul(x), 0.044715)), Math.sqrt(8 / Math.PI))),
    QUICK(x -> gated(x, x, 1.702)),
    RELU(ai.djl.nn.Activation::relu),
    SILU(x -> x.mul(ai.djl.nn.Activation.sigmoid(x)));

    private final UnaryOperator<NDArray> function;

    Form(UnaryOperator<NDArray> function) {
      this.function = function;
    }

    private static NDArray gated(NDArray x, NDArray gate, double factor) {
      return x.mul(ai.djl.nn.Activation.sigmoid(Scalars.times(gate, factor)));
    }
  }

  private final String key;
  private final Form form;

  Activation(String key, Form form) {
    this.key = key;
    this.form = form;
  }

  /** Its name in config.json. */
  public String key() {
    return key;
  }

  /** Which function it is. */
  Form form() {
    return form;
  }

  /** The activation of a name; empty where Lamina doesn't compute it. */
  static Optional<Activation> of(String key) {
    return Arrays.stream(values()).filter(a -> a.key.equals(key)).findFirst();
  }

  /**
   * The activation of a setting.
   *
   * @throws lamina.problem.Problem where Lamina doesn't compute it, naming those it does
   */
  static Activation read(Document setting) {
    return of(setting.text())
        .orElseThrow(
            () ->
                setting.wrong(
                    "activation \""
                        + setting.text()
                        + "\" isn't supported; Lamina computes "
                        + names()));
  }

  /** All names, for a message. */
  static String names() {
    return Arrays.stream(values()).map(Activation::key).collect(Collectors.joining(", "));
  }

  /** Value by value. */
  NDArray apply(NDArray x) {
    return form.function.apply(x);
  }
}
