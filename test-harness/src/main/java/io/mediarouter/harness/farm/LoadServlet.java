package io.mediarouter.harness.farm;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * {@code GET /load}: the present load, as JSON or, if asked by {@code
 * endpoint-load-metrics-format}, as text.
 */
final class LoadServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Supplier<LoadReport> load;

  LoadServlet(Supplier<LoadReport> load) {
    this.load = load;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LoadReport report = load.get();
    if ("text".equalsIgnoreCase(request.getHeader(LoadReport.FORMAT_HEADER))) {
      response.setContentType("text/plain");
      response.getOutputStream().write(report.text().getBytes(StandardCharsets.US_ASCII));
    } else {
      Json.send(response, report.json());
    }
  }
}
