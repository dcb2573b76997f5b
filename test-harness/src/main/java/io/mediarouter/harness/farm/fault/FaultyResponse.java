package io.mediarouter.harness.farm.fault;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A response whose body goes wrong. */
final class FaultyResponse extends HttpServletResponseWrapper {
  private final BodyFaults faults;
  private final FaultPlan plan;
  private final FaultBoard board;
  private final Runnable cut;
  private @Nullable FaultyBody body;

  FaultyResponse(
      HttpServletResponse response,
      BodyFaults faults,
      FaultPlan plan,
      FaultBoard board,
      Runnable cut) {
    super(response);
    this.faults = faults;
    this.plan = plan;
    this.board = board;
    this.cut = cut;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (body == null) {
      body = new FaultyBody(super.getOutputStream(), faults, plan, board, cut);
    }
    return body;
  }
}
