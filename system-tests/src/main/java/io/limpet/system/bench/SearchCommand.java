package io.limpet.system.bench;

import io.limpet.search.search.ProductSearch;
import io.limpet.search.text.Language;
import io.limpet.search.text.Relevance;
import io.limpet.search.text.Synonyms;
import io.limpet.search.text.TextSettings;
import io.limpet.search.text.TextVectors;
import io.limpet.text.SentenceEncoder;
import io.limpet.text.TextModel;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How good search is on a catalogue with judged queries, step by step from plain BM25. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = "Relevance of search on judged queries, and milliseconds a query.")
final class SearchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--products",
      required = true,
      paramLabel = "FILE",
      description = "JSONL of Icecat's fields, .gz understood.")
  private Path products = Path.of("products.jsonl.gz");

  @Option(
      names = "--judgements",
      required = true,
      paramLabel = "FILE",
      description = "CSV query,item_id,rating.")
  private Path judgements = Path.of("judgements.csv");

  @Option(
      names = "--text-encoder",
      paramLabel = "NAME",
      description = "Encoder of texts (default: ${DEFAULT-VALUE}).",
      defaultValue = "all-minilm-l6-v2-q")
  private String encoder = "all-minilm-l6-v2-q";

  @Option(names = "--synonyms", paramLabel = "FILE", description = "Synonyms, one rule a line.")
  private @Nullable Path synonyms;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Keeps encoded texts for the next run (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/bench/search")
  private Path work = Path.of("target", "bench", "search");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the JSON goes (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/bench/search.json")
  private Path out = Path.of("target", "bench", "search.json");

  @Override
  public Integer call() throws InterruptedException, java.io.IOException {
    PrintWriter terminal = spec.commandLine().getOut();
    for (Path file : List.of(products, judgements)) {
      if (!Files.isReadable(file)) {
        terminal.println("Skipped: " + file + " is not there. The data is not part of Limpet.");
        terminal.flush();
        return 0;
      }
    }
    TextModel model = TextModel.of(encoder);
    JudgedQueries judged = JudgedQueries.read(products, judgements);
    var report =
        new BenchReport("search")
            .setting("items", judged.items().size())
            .setting("queries", judged.ratings().size())
            .setting("text_encoder", encoder);
    var lab = new SearchLab(judged.items(), work);
    try (var network = new SentenceEncoder(model);
        PlainSearch plain = new PlainSearch(judged.items())) {
      RankingFigures bm25 =
          row(report, "BM25, one field, words as they are", plain::rank, judged, null);
      long began = System.nanoTime();
      TextVectors vectors = lab.vectors(network);
      report.setting("encoding_seconds", (System.nanoTime() - began) / 1e9);
      Synonyms rules = synonyms == null ? Synonyms.NONE : Synonyms.read(synonyms, Language.ENGLISH);
      variants()
          .forEach(
              (name, relevance) -> {
                ProductSearch search =
                    lab.search(TextSettings.DEFAULT.language(), rules, relevance, vectors);
                row(report, name, query -> SearchLab.rank(search, query), judged, bm25);
              });
      vectors.close();
    }
    report.print(terminal);
    report.write(out);
    terminal.println("\nWritten to " + out);
    terminal.flush();
    return 0;
  }

  /** Each step with all before it. */
  private static Map<String, Relevance> variants() {
    Relevance all = Relevance.DEFAULT;
    Relevance equal = Relevance.fieldsAlike();
    Map<String, Relevance> variants = new LinkedHashMap<>();
    variants.put("fields, stems, model numbers", equal);
    Relevance weighted = all.withKind(0).withPhrase(0).withRequired(0).withMeaning(0);
    variants.put("+ weights of fields, best field", weighted);
    variants.put("+ all words required first", weighted.withRequired(all.required()));
    Relevance near = all.withKind(0).withMeaning(0);
    variants.put("+ words close together", near);
    variants.put("+ what kind of thing (words alone)", all.withMeaning(0));
    variants.put("+ meaning: everything", all);
    variants.put("meaning alone beside plain fields", equal.withMeaning(all.meaning()));
    return variants;
  }

  /**
   * @param plain what it is compared with query by query, null for nothing
   */
  private static RankingFigures row(
      BenchReport report,
      String name,
      RankingFigures.Ranker ranker,
      JudgedQueries judged,
      @Nullable RankingFigures plain) {
    for (String query : judged.ratings().keySet()) {
      ranker.rank(query);
    }
    List<Double> millis = new java.util.ArrayList<>();
    RankingFigures figures =
        RankingFigures.of(
            query -> {
              long began = System.nanoTime();
              List<String> ranked = ranker.rank(query);
              millis.add((System.nanoTime() - began) / 1e6);
              return ranked;
            },
            judged.ratings());
    double[] sorted = millis.stream().mapToDouble(time -> time).sorted().toArray();
    report.row(
        "relevance, with bounds of 95 % over queries",
        "search",
        name,
        "NDCG@10",
        RankingFigures.interval(figures.ndcg()),
        "of judged",
        RankingFigures.interval(figures.judged()),
        "recall@100",
        RankingFigures.interval(figures.recall()),
        "MRR",
        RankingFigures.interval(figures.reciprocal()),
        "ms p50",
        sorted[sorted.length / 2],
        "ms mean",
        Arrays.stream(sorted).average().orElse(0));
    if (plain != null) {
      report.row(
          "more than BM25, query by query",
          "search",
          name,
          "NDCG@10",
          RankingFigures.interval(RankingFigures.difference(figures.ndcg(), plain.ndcg())),
          "of judged",
          RankingFigures.interval(RankingFigures.difference(figures.judged(), plain.judged())),
          "recall@100",
          RankingFigures.interval(RankingFigures.difference(figures.recall(), plain.recall())));
    }
    return figures;
  }
}
