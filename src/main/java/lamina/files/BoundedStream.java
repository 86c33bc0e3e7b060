package lamina.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends with an error where it has more bytes than it may. */
public final class BoundedStream extends FilterInputStream {
  private final long most;
  private long left;

  /**
   * Bounds a stream.
   *
   * @param most bytes that are read of it
   */
  public BoundedStream(InputStream in, long most) {
    super(in);
    this.most = most;
    this.left = most;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int n = super.read(bytes, from, length);
    count(Math.max(0, n));
    return n;
  }

  private void count(int n) throws IOException {
    left -= n;
    if (left < 0) {
      throw new IOException("it holds more than " + (most >> 20) + " MB");
    }
  }
}
