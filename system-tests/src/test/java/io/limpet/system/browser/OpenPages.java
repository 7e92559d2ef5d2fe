package io.limpet.system.browser;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One sample shop and one browser for all tests of pages: opened by the first, closed after the
 * last test of the run. Tests keep apart by the ids they use.
 */
final class OpenPages implements BeforeAllCallback, ParameterResolver {
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
    return context
        .getRoot()
        .getStore(SPACE)
        .computeIfAbsent("pages", key -> Pages.open(Chromium.find().orElseThrow()), Pages.class);
  }
}
