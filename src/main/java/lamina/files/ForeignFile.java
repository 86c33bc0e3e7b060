package lamina.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lamina.problem.Problem;

/** What often lies under the name of a file that was to be fetched, known by its first bytes. */
public final class ForeignFile {
  /** Bytes that tell. */
  public static final int BEGIN = 64;

  private static final String POINTER = "version https://git-lfs.github.com/spec/";

  /**
   * A kind of file.
   *
   * @param begin its first bytes, in lower case where letters
   * @param what it is, and what to do
   */
  private record Kind(byte[] begin, String what) {
    boolean is(byte[] bytes) {
      return bytes.length >= begin.length
          && Arrays.equals(Arrays.copyOf(bytes, begin.length), begin);
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          page("<!doctype html"),
          page("<html"),
          page("<?xml"),
          kind(
              "gguf", "is a GGUF file; the model in safetensors is needed, which GGUF is made of."),
          kind("\u0089hdf", "is TensorFlow's HDF5; the model in safetensors is needed."));

  private static final List<Kind> PICKLES =
      List.of(pickle("pk\u0003\u0004"), pickle("\u0080\u0002"));

  private ForeignFile() {}

  private static Kind kind(String begin, String what) {
    return new Kind(begin.getBytes(StandardCharsets.ISO_8859_1), what);
  }

  private static Kind page(String begin) {
    return kind(
        begin,
        "is a web page saved under this name, an error or a request to log in perhaps; fetch the"
            + " file itself, by the site's download link.");
  }

  private static Kind pickle(String begin) {
    return kind(
        begin,
        "is a PyTorch pickle under the name of another form; call it pytorch_model.bin, or load the"
            + " model with Hugging Face's classes and save it with save_pretrained(...,"
            + " safe_serialization=True).");
  }

  /**
   * Refuses what is known not to be safetensors.
   *
   * @param begin the file's first bytes, {@link #BEGIN} of them where it has so many
   * @throws Problem naming what it is and what to do
   */
  public static void refuse(Path file, byte[] begin) {
    refuseOther(file, begin);
    refuse(file, begin, PICKLES);
  }

  /**
   * Refuses what is known to be neither safetensors nor a pickle.
   *
   * @param begin the file's first bytes, {@link #BEGIN} of them where it has so many
   * @throws Problem naming what it is and what to do
   */
  public static void refuseOther(Path file, byte[] begin) {
    refusePointer(file, begin);
    refuse(file, begin, KINDS);
  }

  private static void refuse(Path file, byte[] begin, List<Kind> kinds) {
    var text = new String(begin, StandardCharsets.ISO_8859_1).stripLeading();
    var lower = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
    for (var kind : kinds) {
      if (kind.is(lower)) {
        throw new Problem(file + ": " + kind.what);
      }
    }
  }

  /**
   * Refuses what Git leaves in a file's place where Git LFS isn't installed.
   *
   * @throws Problem naming the file and what to do
   */
  static void refusePointer(Path file, byte[] begin) {
    var start = Arrays.copyOf(begin, Math.min(begin.length, POINTER.length()));
    if (new String(start, StandardCharsets.ISO_8859_1).equals(POINTER)) {
      throw new Problem(
          file
              + ": is a Git LFS pointer, a note of where the file lies, not the file. Install Git"
              + " LFS and run git lfs pull in the repository, or fetch the file by its download"
              + " link.");
    }
  }
}
