package lamina.service;

import java.util.concurrent.CancellationException;

/** A newer request took the place of one that waited; nobody asked for it to stop. */
public final class Replaced extends CancellationException {
  private static final long serialVersionUID = 1L;
}
