package lamina.service;

import java.util.concurrent.CancellationException;

/** A newer request took the place of one that waited; nobody asked for it to stop. */
final class ReplacedException extends CancellationException {
  private static final long serialVersionUID = 1L;
}
