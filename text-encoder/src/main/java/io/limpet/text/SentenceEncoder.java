package io.limpet.text;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.limpet.core.text.TextEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A sentence encoder in process: a vector of length one for a text, of which the first 128 tokens
 * count.
 *
 * <p>The model is loaded when the first text comes and stays. Thread-safe; a text is always encoded
 * alone, because the quantised model scales its numbers by all texts of a batch, so that a text
 * would otherwise have another vector in other company.
 */
public final class SentenceEncoder implements TextEncoder, AutoCloseable {
  private static final int TOKENS = 128;

  private final TextModel network;
  private final int threads;
  private @Nullable Model model;

  /** An encoder that works in the thread that calls it. */
  public SentenceEncoder(TextModel network) {
    this(network, 1);
  }

  /**
   * An encoder that spreads a list of texts over several threads.
   *
   * @param threads 1 to 64
   */
  public SentenceEncoder(TextModel network, int threads) {
    if (threads < 1 || threads > 64) {
      throw new IllegalArgumentException("threads is " + threads + ", not in 1..64");
    }
    this.network = network;
    this.threads = threads;
  }

  @Override
  public String name() {
    return network.id();
  }

  @Override
  public int dimensions() {
    return network.dimensions();
  }

  @Override
  public List<float[]> encode(List<String> texts) {
    return encode(texts, done -> {});
  }

  @Override
  public float[] encodeQuery(String query) {
    return model().encode(network.beforeQueries(), query);
  }

  /**
   * The same, and tells how many texts are done, from whatever thread did one.
   *
   * @param progress is given 1, 2, ... up to the number of texts
   */
  public List<float[]> encode(List<String> texts, IntConsumer progress) {
    float[][] vectors = new float[texts.size()][];
    if (vectors.length == 0) {
      return List.of();
    }
    Model loaded = model();
    var next = new AtomicInteger();
    var done = new AtomicInteger();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement(); i < vectors.length; i = next.getAndIncrement()) {
            vectors[i] = loaded.encode(network.beforeTexts(), texts.get(i));
            progress.accept(done.incrementAndGet());
          }
        };
    run(work, Math.min(threads, vectors.length));
    return Arrays.asList(vectors);
  }

  private static void run(Runnable work, int threads) {
    var failures = new ArrayList<Throwable>();
    var helpers = new ArrayList<Thread>();
    for (int i = 1; i < threads; i++) {
      helpers.add(
          Thread.ofPlatform()
              .daemon()
              .name("text-encoder-" + i)
              .uncaughtExceptionHandler(
                  (thread, failure) -> {
                    synchronized (failures) {
                      failures.add(failure);
                    }
                  })
              .start(work));
    }
    work.run();
    for (Thread helper : helpers) {
      try {
        helper.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while encoding texts", e);
      }
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("encoding texts failed", failures.getFirst());
    }
  }

  private synchronized Model model() {
    if (model == null) {
      model = Model.load(network);
    }
    return model;
  }

  /** Gives the memory of the model back; the next text loads it again. No text may be under way. */
  @Override
  public synchronized void close() {
    if (model != null) {
      model.close();
      model = null;
    }
  }

  /** The loaded network with its tokenizer. */
  private record Model(
      TextModel network, OrtEnvironment environment, OrtSession session, WordPiece tokenizer) {

    static Model load(TextModel model) {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (InputStream network = resource(model.network());
          InputStream tokenizer = resource(model.tokenizer());
          OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        // One thread a text, and no arena: it would keep the memory of the longest text for good.
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setCPUArenaAllocator(false);
        options.setMemoryPatternOptimization(false);
        OrtSession session = environment.createSession(network.readAllBytes(), options);
        return new Model(model, environment, session, WordPiece.read(tokenizer));
      } catch (IOException e) {
        throw new UncheckedIOException("reading the text model from the class path", e);
      } catch (OrtException e) {
        throw new IllegalStateException("the text model cannot be loaded", e);
      }
    }

    private static InputStream resource(String name) throws IOException {
      InputStream stream = SentenceEncoder.class.getResourceAsStream(name);
      if (stream == null) {
        throw new IOException(name + " is not on the class path");
      }
      return stream;
    }

    float[] encode(String before, String text) {
      if (text.isBlank()) {
        return new float[network.dimensions()];
      }
      long[] ids = tokenizer.ids(before + text, TOKENS);
      long[] ones = new long[ids.length];
      Arrays.fill(ones, 1);
      long[] shape = {1, ids.length};
      try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
          OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
          OnnxTensor types =
              OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
          OrtSession.Result result =
              session.run(
                  Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
        float[][] tokens = ((float[][][]) result.get(0).getValue())[0];
        return unit(network.mean() ? sum(tokens) : tokens[0]);
      } catch (OrtException e) {
        throw new IllegalStateException("the text model failed on a text", e);
      }
    }

    private static float[] sum(float[][] tokens) {
      float[] sum = new float[tokens[0].length];
      for (float[] token : tokens) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += token[i];
        }
      }
      return sum;
    }

    private static float[] unit(float[] vector) {
      double square = 0;
      for (float x : vector) {
        square += x * x;
      }
      float scale = (float) (1 / Math.sqrt(square));
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= scale;
      }
      return vector;
    }

    void close() {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("the text model cannot be closed", e);
      }
    }
  }
}
