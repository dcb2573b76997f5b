package io.mediarouter.harness.farm;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;

/** Puts the present load on every answer. */
final class LoadHeaderFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient Supplier<LoadReport> load;

  LoadHeaderFilter(Supplier<LoadReport> load) {
    this.load = load;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader(LoadReport.HEADER, load.get().text());
    chain.doFilter(request, response);
  }
}
