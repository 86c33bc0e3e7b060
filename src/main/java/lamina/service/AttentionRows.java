package lamina.service;

import lamina.text.Tokens;

/**
 * Where one token looks in one layer of the encoder, by head.
 *
 * @param model its name
 * @param tokens pieces of the input, T of them
 * @param layer layer of the encoder, 1 to L
 * @param token index of the token that looks (the query), 0 to T - 1
 * @param weights (H, T), from 0 to 1; each row sums to 1
 * @param cached whether the hidden states were in the cache, so that no encoder ran
 */
public record AttentionRows(
    String model, Tokens tokens, int layer, int token, float[][] weights, boolean cached) {}
