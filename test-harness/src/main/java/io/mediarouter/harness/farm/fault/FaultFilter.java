package io.mediarouter.harness.farm.fault;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does with requests what the faults of a server say. Belongs before every other filter, and after
 * a {@link ConnectionCut}.
 */
public final class FaultFilter extends HttpFilter {
  static final String LOAD = "/load";

  private static final long serialVersionUID = 1L;
  private static final String TRANSCODE = "/transcode";
  private static final int INSUFFICIENT_STORAGE = 507;

  private final transient FaultBoard board;
  private final List<String> spared;

  /**
   * @param spared starts of the paths that no fault meets
   */
  public FaultFilter(FaultBoard board, List<String> spared) {
    this.board = board;
    this.spared = List.copyOf(spared);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    FaultPlan plan = board.plan();
    if (plan.equals(FaultPlan.NONE) || spared.stream().anyMatch(path(request)::startsWith)) {
      chain.doFilter(request, response);
      return;
    }
    LoadLie lie = plan.load();
    if (lie == null) {
      meet(plan, request, response, chain);
    } else if (!path(request).equals(LOAD) || isDue(plan, lie, response)) {
      meet(plan, request, new LyingResponse(response, lie), chain);
    }
  }

  private void meet(
      FaultPlan plan, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (path(request).equals(TRANSCODE) && plan.poisons(request.getParameter("source"))) {
      poisoned(plan, request, response, chain);
    } else if (plan.isAbout(request.getMethod(), path(request)) && board.meets(plan)) {
      faulty(plan, request, response, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static String path(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return rest == null ? request.getServletPath() : request.getServletPath() + rest;
  }

  /** Tells a lie at {@code /load}; whether the true answer is still due. */
  private boolean isDue(FaultPlan plan, LoadLie lie, HttpServletResponse response)
      throws IOException {
    switch (lie) {
      case SILENT -> response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      case GARBAGE -> garbage(response);
      case HANG -> board.outlast(plan);
    }
    return lie == LoadLie.HANG;
  }

  private static void garbage(HttpServletResponse response) throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().print("{\"cpu_utilization\": \"lots\", ");
  }

  private void poisoned(
      FaultPlan plan, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Long after = plan.poisonAfterBytes();
    if (after == null) {
      response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    } else {
      chain.doFilter(request, faulty(BodyFaults.breakingOff(after), plan, request, response));
    }
  }

  private void faulty(
      FaultPlan plan, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Long delayMillis = plan.delayMillis();
    if (delayMillis != null) {
      board.pause(plan, delayMillis);
    }
    if (!board.has(plan)) {
      chain.doFilter(request, response);
    } else if (!endsBeforeTheHead(plan, request, response)) {
      serve(plan, request, response, chain);
    }
  }

  private static boolean endsBeforeTheHead(
      FaultPlan plan, HttpServletRequest request, HttpServletResponse response) {
    if (plan.crash()) {
      Runtime.getRuntime().halt(FaultyBody.CRASHED);
    }
    if (plan.refuse()) {
      ConnectionCut.of(request);
      return true;
    }
    Integer status = plan.status();
    if (status == null && plan.diskFull() && request.getMethod().equals("PUT")) {
      status = INSUFFICIENT_STORAGE;
    }
    if (status != null) {
      response.setStatus(status);
    }
    return status != null;
  }

  private void serve(
      FaultPlan plan, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    BodyFaults faults = BodyFaults.of(plan);
    if (faults.isNone() && plan.cutUploadAfterBytes() == null) {
      chain.doFilter(request, response);
    } else {
      chain.doFilter(
          new FaultyRequest(request, plan.cutUploadAfterBytes()),
          faulty(faults, plan, request, response));
    }
  }

  private FaultyResponse faulty(
      BodyFaults faults, FaultPlan plan, HttpServletRequest request, HttpServletResponse response) {
    return new FaultyResponse(response, faults, plan, board, () -> ConnectionCut.of(request));
  }

  /** A request whose upload may break off, and whose answer may not go past the faulty body. */
  private static final class FaultyRequest extends HttpServletRequestWrapper {
    private static final String SENDFILE = "org.apache.tomcat.sendfile.support";

    private final @Nullable Long cutUploadAfter;

    FaultyRequest(HttpServletRequest request, @Nullable Long cutUploadAfter) {
      super(request);
      this.cutUploadAfter = cutUploadAfter;
    }

    @Override
    public Object getAttribute(String name) {
      return name.equals(SENDFILE) ? Boolean.FALSE : super.getAttribute(name);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      ServletInputStream whole = super.getInputStream();
      return cutUploadAfter == null
          ? whole
          : new BreakingUpload(whole, cutUploadAfter, () -> ConnectionCut.of(this));
    }
  }

  /** A response whose body goes wrong. */
  private static final class FaultyResponse extends HttpServletResponseWrapper {
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

  /** A response whose report of load is left out or means nothing. */
  private static final class LyingResponse extends HttpServletResponseWrapper {
    static final String HEADER = "endpoint-load-metrics";
    static final String GARBAGE = "TEXT cpu_utilization=lots,=,%%%";

    private final LoadLie lie;

    LyingResponse(HttpServletResponse response, LoadLie lie) {
      super(response);
      this.lie = lie;
    }

    @Override
    public void setHeader(String name, String value) {
      if (!name.equalsIgnoreCase(HEADER) || lie == LoadLie.HANG) {
        super.setHeader(name, value);
      } else if (lie == LoadLie.GARBAGE) {
        super.setHeader(name, GARBAGE);
      }
    }
  }
}
