package io.limpet.search.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Finds Chinese words with Lucene's hidden Markov model and its dictionary of simplified Chinese.
 * Thread-safe.
 */
final class ChineseWords implements WordSplitter.Segmenter {
  /** Particles and such; a dictionary of them would take away words of products. */
  static CharArraySet stopWords() {
    return new CharArraySet(
        List.of(
            "的", "了", "和", "与", "及", "或", "在", "是", "为", "对", "把", "被", "个", "我", "你", "他", "她",
            "它", "们", "这", "那", "吗", "呢", "吧", "啊", "请", "想", "要", "买", "我要", "想要"),
        false);
  }

  @Override
  public List<String> words(String run) {
    try (Tokenizer tokenizer = new HMMChineseTokenizer()) {
      CharTermAttribute term = tokenizer.getAttribute(CharTermAttribute.class);
      tokenizer.setReader(new StringReader(run));
      tokenizer.reset();
      List<String> words = new ArrayList<>();
      while (tokenizer.incrementToken()) {
        words.add(term.toString());
      }
      tokenizer.end();
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException("splitting a text in memory", e);
    }
  }
}
