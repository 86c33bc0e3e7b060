/**
 * Promise: all hidden states and a layer become one representation, and a gate where there is one.
 *
 * <p>A new fusion is one class that implements {@link lamina.fusion.Fusion} and declares its {@link
 * lamina.fusion.Variant}, and one line in {@link lamina.fusion.Variants}; the contract test takes
 * it up by itself. A fusion that has a gate is a {@link lamina.fusion.GatedFusion}.
 */
@NullMarked
package lamina.fusion;

import org.jspecify.annotations.NullMarked;
