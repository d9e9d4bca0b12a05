package io.barograph.promql.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import io.barograph.promql.script.Command.Evaluate;
import io.barograph.promql.tree.AggregateExpr;
import io.barograph.promql.tree.AggregateOperator;
import io.barograph.promql.tree.BinaryExpr;
import io.barograph.promql.tree.BinaryOperator;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.FunctionCall;
import io.barograph.promql.tree.FunctionSignature;
import io.barograph.promql.tree.FunctionSignatures;
import io.barograph.promql.tree.MatchCardinality;
import io.barograph.promql.tree.MatrixSelector;
import io.barograph.promql.tree.NumberLiteral;
import io.barograph.promql.tree.ParenExpr;
import io.barograph.promql.tree.ParseException;
import io.barograph.promql.tree.StringLiteral;
import io.barograph.promql.tree.SubqueryExpr;
import io.barograph.promql.tree.UnaryExpr;
import io.barograph.promql.tree.VectorSelector;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our own scripts must leave nothing of the language out. */
class ScriptCoverageTest {
  private final Set<String> functions = new TreeSet<>();
  private final Set<AggregateOperator> aggregations = new TreeSet<>();
  private final Set<BinaryOperator> operators = new TreeSet<>();
  private final Set<MatchCardinality> cardinalities = new TreeSet<>();

  @BeforeEach
  void collectWhatIsEvaluated() {
    Parser parser = new Parser(new ParserOptions(true));
    for (String name : OwnScripts.NAMES) {
      for (Command command : ScriptReader.read(OwnScripts.read(name))) {
        if (command instanceof Evaluate evaluate && !evaluate.expected().mustFail()) {
          try {
            collect(parser.parse(evaluate.query()));
          } catch (ParseException e) {
            throw new AssertionError(name + ":" + evaluate.line(), e);
          }
        }
      }
    }
  }

  private void collect(Expr expr) {
    switch (expr) {
      case NumberLiteral _, StringLiteral _, VectorSelector _, MatrixSelector _ -> {}
      case SubqueryExpr subquery -> collect(subquery.expr());
      case ParenExpr paren -> collect(paren.expr());
      case UnaryExpr unary -> collect(unary.expr());
      case BinaryExpr binary -> {
        operators.add(binary.operator());
        if (binary.matching() != null) {
          cardinalities.add(binary.matching().cardinality());
        }
        collect(binary.left());
        collect(binary.right());
      }
      case AggregateExpr aggregate -> {
        aggregations.add(aggregate.operator());
        collect(aggregate.expr());
      }
      case FunctionCall call -> {
        functions.add(call.function().name());
        call.arguments().forEach(this::collect);
      }
    }
  }

  @Test
  void everyFunctionIsEvaluated() {
    Set<String> missing = new TreeSet<>();
    FunctionSignatures.all().stream().map(FunctionSignature::name).forEach(missing::add);
    missing.removeAll(functions);
    assertThat(missing).isEmpty();
  }

  @Test
  void everyAggregationAndOperatorIsEvaluated() {
    assertThat(aggregations).containsExactlyInAnyOrder(AggregateOperator.values());
    assertThat(operators).containsExactlyInAnyOrder(BinaryOperator.values());
    assertThat(cardinalities).containsExactlyInAnyOrder(MatchCardinality.values());
  }
}
