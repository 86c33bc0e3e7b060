package lamina.cli;

import java.util.Iterator;
import lamina.fusion.Variants;

/** The names of all variants, for the help of options. */
public final class VariantNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Variants.KNOWN.keys(variant -> true).iterator();
  }
}
