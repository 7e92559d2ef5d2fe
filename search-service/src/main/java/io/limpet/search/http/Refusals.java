package io.limpet.search.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.experiment.Refusal;
import io.limpet.search.surface.ConflictException;
import io.limpet.search.surface.SetupException;
import io.limpet.search.surface.StaleException;
import io.limpet.search.surface.SurfaceReader;
import io.micronaut.http.HttpStatus;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the desks refuse into problems: what surfaces, rules, experiments and tunings share.
 */
final class Refusals {
  private Refusals() {}

  /** Does it; what is refused, unknown or not acknowledged ends the request with its problem. */
  static <T> T asProblems(Supplier<T> work) {
    try {
      return work.get();
    } catch (SetupException e) {
      throw ProblemException.bad(e.field().isEmpty() ? null : e.field(), said(e));
    } catch (Refusal e) {
      throw ProblemException.bad(e.field(), said(e));
    } catch (StaleException e) {
      throw new ProblemException(Problem.of(HttpStatus.PRECONDITION_FAILED, said(e)));
    } catch (ConflictException e) {
      throw ProblemException.conflict(said(e));
    } catch (NoSuchElementException e) {
      throw ProblemException.notFound(said(e));
    } catch (CompletionException e) {
      throw Bodies.unacknowledged(e.getCause() == null ? e : e.getCause());
    }
  }

  private static String said(RuntimeException of) {
    return String.valueOf(of.getMessage());
  }

  /**
   * The JSON of a body.
   *
   * @param what it has to be, {@code a rule} for one
   * @throws SetupException when it is no JSON
   */
  static JsonNode document(byte @Nullable [] body, String what) {
    if (body == null || body.length == 0) {
      throw ProblemException.bad(
          null, "the body is empty; send %s as a JSON object".formatted(what));
    }
    return SurfaceReader.parse(body);
  }
}
