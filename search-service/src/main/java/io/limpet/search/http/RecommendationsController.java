package io.limpet.search.http;

import io.limpet.search.metrics.AnswerMetrics;
import io.limpet.search.recommend.Recommender;
import io.limpet.search.recommend.Recommender.Answer;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.function.LongSupplier;

/** {@code /v1/recommendations}: what a visitor may want next. */
@Controller("/v1/recommendations")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RecommendationsController {
  private final Recommender recommender;
  private final AnswerMetrics metrics;
  private final LongSupplier clock = System::currentTimeMillis;

  RecommendationsController(Recommender recommender, AnswerMetrics metrics) {
    this.recommender = recommender;
    this.metrics = metrics;
  }

  /** Ranked items for a visitor and a place in the shop. */
  @Post(consumes = MediaType.ALL)
  RecommendationsView post(@Nullable @Body byte[] body) {
    return answer(JsonBody.of(body));
  }

  /** The same, with the fields as query parameters and lists separated by commas. */
  @Get
  RecommendationsView get(HttpParameters parameters) {
    return answer(JsonBody.of(parameters));
  }

  private RecommendationsView answer(JsonBody body) {
    long began = System.nanoTime();
    Recommender.Request request = RecommendationRequests.read(body, clock.getAsLong());
    Answer answer = recommender.recommend(request);
    metrics.answered("recommendations", began);
    return RecommendationsView.of(answer);
  }
}
