package lamina.text.file;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Hugging Face's own tokenizers, which see nothing that {@link TokenizerFile} didn't check. */
public final class NativeTokenizer {
  private NativeTokenizer() {}

  /**
   * The native tokenizer of a JSON that was checked; special pieces aren't added, nothing is cut.
   *
   * @throws IOException where native code refuses it
   */
  public static HuggingFaceTokenizer of(String checked) throws IOException {
    var settings = Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");
    return HuggingFaceTokenizer.newInstance(
        new ByteArrayInputStream(checked.getBytes(StandardCharsets.UTF_8)), settings);
  }
}
