package io.limpet.system.browser;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.limpet.system.shop.SharersTogether;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One sample shop and one browser for all tests of pages: opened by the first, closed after the
 * last class of the run. Tests keep apart by the ids they use.
 */
final class OpenPages implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(OpenPages.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    assumeThat(Chromium.find())
        .as("a Chromium on the PATH (on Debian: apt-get install chromium)")
        .isPresent();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Pages.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return store(context)
        .computeIfAbsent("pages", key -> Pages.open(Chromium.find().orElseThrow()), Pages.class);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    SharersTogether.ended(OpenPages.class, store(context), "pages", Pages.class);
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getRoot().getStore(SPACE);
  }
}
