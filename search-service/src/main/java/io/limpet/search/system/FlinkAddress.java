package io.limpet.search.system;

import java.net.URI;

/**
 * Where Flink is.
 *
 * @param rest where this process asks
 * @param dashboard where people look; often the same
 */
public record FlinkAddress(URI rest, URI dashboard) {}
