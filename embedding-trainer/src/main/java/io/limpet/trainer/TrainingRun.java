package io.limpet.trainer;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Registry;
import io.limpet.core.text.TextEncoder;
import io.limpet.trainer.checkpoint.Checkpoint;
import io.limpet.trainer.checkpoint.CheckpointException;
import io.limpet.trainer.checkpoint.CheckpointFolder;
import io.limpet.trainer.evaluate.Evaluator;
import io.limpet.trainer.evaluate.Figures;
import io.limpet.trainer.evaluate.Scope;
import io.limpet.trainer.gate.Gate;
import io.limpet.trainer.gate.GateException;
import io.limpet.trainer.gate.Sanity;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.DivergedException;
import io.limpet.trainer.model.EmbeddingModel;
import io.limpet.trainer.model.GenerationRecommender;
import io.limpet.trainer.model.ItemKnn;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Popularity;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.model.Trending;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.publish.Publisher;
import io.limpet.trainer.read.DataSet;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.split.Part;
import io.limpet.trainer.split.Split;
import io.limpet.trainer.split.SplitException;
import io.limpet.trainer.split.Splits;
import io.limpet.trainer.train.ContentTower;
import io.limpet.trainer.train.Embeddings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From data to a generation: split, choose on validation, report the test once, gate, train on
 * everything, publish.
 *
 * <p>Three trainings with the same hyper-parameters: one that has not seen the validation window
 * and says what to choose and when to stop, one that has not seen the test window and gives the
 * figures, and one on all data, which is published.
 */
public final class TrainingRun {
  private final DataSet data;
  private final TextEncoder textEncoder;
  private final Options options;
  private final Progress progress;

  /**
   * How to train.
   *
   * @param model what is trained
   * @param seed of every random number
   * @param parent id of the generation in use, or null
   * @param force publish even what the gate refuses
   */
  public record Options(EmbeddingModel model, long seed, @Nullable String parent, boolean force) {}

  public TrainingRun(DataSet data, TextEncoder textEncoder, Options options, Progress progress) {
    this.data = data;
    this.textEncoder = textEncoder;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Runs all of it.
   *
   * @return the generation as it was written
   * @throws GateException when the gate refuses, and nothing was written
   * @throws SplitException when there is too little data to evaluate on
   */
  public Generation run(Registry registry) {
    return run(registry, split(), Checkpoint.NONE);
  }

  /**
   * Runs all of it, or the rest where the folder is to go on from what is in it. The folder is
   * empty afterwards; it keeps what it has when the run fails, or the gate refuses.
   *
   * @return the generation as it was written, the same as without interruption
   * @throws GateException when the gate refuses, and nothing was written
   * @throws SplitException when there is too little data to evaluate on
   * @throws CheckpointException when the folder is to go on, and is of another training
   */
  public Generation run(Registry registry, CheckpointFolder folder) {
    try (folder) {
      Split split = split();
      Map<String, String> identity = new RunIdentity(data, options).facts();
      identity.put("text encoder", textEncoder.name());
      Generation generation = run(registry, split, folder.begin(identity, progress));
      folder.finish();
      return generation;
    } catch (DivergedException e) {
      throw e.with("last good checkpoint: " + folder.last().orElse("none"));
    }
  }

  private Split split() {
    Split split = Splits.fitting(data.interactions(), options.seed);
    progress.say("protocol: " + split.protocol());
    return split;
  }

  private Generation run(Registry registry, Split split, Checkpoint checkpoint) {
    Interactions all = data.interactions();
    ContentFeatures content =
        ContentFeatures.of(data.catalogue(), textEncoder, progress, checkpoint);

    List<Figures> figures = new ArrayList<>();
    Model.Choice choice = choose(split.validation(), content, figures, checkpoint);
    EmbeddingModel model = (EmbeddingModel) choice.model();
    Figures candidate = test(split, content, choice, figures, checkpoint);
    gate(Gate.judge(candidate, rivals(registry, split.test(), figures)));

    Embeddings embeddings =
        withContent(
            model.train(set(all, content, all.lastMillis() + 1, checkpoint.of("final"))), content);
    gate(Gate.judge(Sanity.of(embeddings.itemVectors().orElseThrow(), data.catalogue())));
    Map<String, String> parameters = new LinkedHashMap<>(model.parameters());
    parameters.put("protocol", split.protocol());
    parameters.put("validation_window", split.validation().description());
    parameters.put("test_window", split.test().description());
    return new Publisher(registry)
        .publish(
            new Publisher.Draft(
                all, content, embeddings, figures, parameters, options.seed, options.parent),
            Instant.now());
  }

  /** With a content map of its own, or one that is learned from the finished vectors. */
  private Embeddings withContent(Embeddings embeddings, ContentFeatures content) {
    return embeddings.content() != null || content.rows().isEmpty()
        ? embeddings
        : embeddings.with(ContentTower.fit(embeddings, content, options.seed, progress).map());
  }

  private TrainingSet set(
      Interactions rows, ContentFeatures content, long now, Checkpoint checkpoint) {
    return new TrainingSet(rows, content, now, options.seed, progress, checkpoint);
  }

  private TrainingSet set(Part part, ContentFeatures content, Checkpoint checkpoint) {
    return set(
        part.training(), content, part.training().lastMillis() + 1, checkpoint.of(part.name()));
  }

  /** The model with what is best on the validation part. */
  private Model.Choice choose(
      Part part, ContentFeatures content, List<Figures> figures, Checkpoint checkpoint) {
    progress.say("validation: " + part.description());
    Evaluator evaluator = new Evaluator(part);
    TrainingSet set = set(part, content, checkpoint);
    baselines(evaluator, set, figures);
    String name = options.model.name();
    Model.Choice choice =
        options.model.choose(set, trained -> evaluator.evaluate(name, trained, Scope.FRESH).main());
    evaluate(evaluator, name, choice.trained(), figures);
    return choice;
  }

  private Figures test(
      Split split,
      ContentFeatures content,
      Model.Choice choice,
      List<Figures> figures,
      Checkpoint checkpoint) {
    Part part = split.test();
    progress.say("test: " + part.description());
    Evaluator evaluator = new Evaluator(part);
    TrainingSet set = set(part, content, checkpoint);
    baselines(evaluator, set, figures);
    // Leave-one-out learns from the same for both parts, so what was chosen need not learn again.
    boolean isSame = part.training() == split.validation().training();
    Recommender trained = isSame ? choice.trained() : choice.model().train(set);
    return evaluate(evaluator, choice.model().name(), trained, figures);
  }

  private void baselines(Evaluator evaluator, TrainingSet set, List<Figures> figures) {
    for (Model model : List.of(new Popularity(), new Trending(), new ItemKnn())) {
      evaluate(evaluator, model.name(), model.train(set), figures);
    }
  }

  /** Adds the figures of every scope, and returns those of the first. */
  private Figures evaluate(
      Evaluator evaluator, String name, Recommender model, List<Figures> figures) {
    Figures fresh = evaluator.evaluate(name, model, Scope.FRESH);
    Figures repeats = evaluator.evaluate(name, model, Scope.REPEATS);
    say(fresh);
    figures.add(fresh);
    figures.add(repeats);
    return fresh;
  }

  private void say(Figures of) {
    progress.say(
        "  %-12s %-10s %s %.4f  recall@10 %.4f  (%d users)"
            .formatted(
                of.model(), of.part(), Figures.MAIN, of.main(), of.get("recall@10"), of.cases()));
  }

  /** What the generation has to beat: popularity, and the one in use where that is fair. */
  private List<Figures> rivals(Registry registry, Part test, List<Figures> figures) {
    List<Figures> rivals = new ArrayList<>();
    for (Figures of : figures) {
      if (of.model().equals("popularity")
          && of.part().equals(test.name())
          && of.scope() == Scope.FRESH) {
        rivals.add(of);
      }
    }
    if (options.parent != null && registry.contains(options.parent)) {
      Generation parent = parent(registry, options.parent);
      if (parent != null) {
        Instant trainedTo = Instant.parse(parent.manifest().training().to());
        if (trainedTo.toEpochMilli() <= test.training().lastMillis()) {
          rivals.add(
              new Evaluator(test)
                  .evaluate(
                      options.parent,
                      new GenerationRecommender(parent, data.interactions()),
                      Scope.FRESH));
        } else {
          progress.say(
              "not compared with %s: it has learned from the test window"
                  .formatted(options.parent));
        }
      }
    }
    return rivals;
  }

  private @Nullable Generation parent(Registry registry, String id) {
    try {
      return registry.open(id);
    } catch (GenerationException e) {
      progress.say("not compared with " + id + ": " + e.getMessage());
      return null;
    }
  }

  private void gate(Gate.Verdict verdict) {
    verdict.lines().forEach(line -> progress.say("gate: " + line));
    if (!verdict.passed()) {
      if (!options.force) {
        throw new GateException(
            "the gate refuses the generation: %s; --force publishes it all the same"
                .formatted(String.join("; ", verdict.lines())));
      }
      progress.say("gate: refused, and published all the same because of --force");
    }
  }
}
