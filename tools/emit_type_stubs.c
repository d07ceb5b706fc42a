/* Writes the types of the Python package's indicators, _catalogue.pyi: for each row of the catalogue a class with the
 * overloads of its call (on a table, on series, on arrays) and the variable that holds its one instance.
 *
 * Use: emit_type_stubs _catalogue.pyi */
#include <barwise/barwise.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- values -------------------------------------------------------------------------------------------------------- */

/* As Python prints a float: as short as it can be read back, and with a point. */
static void print_float(FILE *file, double value)
{
    char text[32];
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value) {
            break;
        }
    }
    fprintf(file, "%s%s", text, strpbrk(text, ".e") == NULL ? ".0" : "");
}

static void print_default(FILE *file, const bw_parameter *parameter)
{
    switch (parameter->type) {
    case BW_INTEGER: fprintf(file, "%.0f", parameter->value); break;
    case BW_CHOICE: fprintf(file, "\"%s\"", parameter->choices[(size_t)parameter->value]); break;
    default: print_float(file, parameter->value);
    }
}

static void print_parameter_type(FILE *file, const bw_parameter *parameter)
{
    if (parameter->type != BW_CHOICE) {
        fputs("_Number", file);
        return;
    }
    fputs("Literal[", file);
    for (size_t i = 0; parameter->choices[i] != NULL; i++) {
        fprintf(file, "%s\"%s\"", i > 0 ? ", " : "", parameter->choices[i]);
    }
    fputc(']', file);
}

/* ---- arguments ----------------------------------------------------------------------------------------------------- */

static void print_parameters(FILE *file, const char *indentation, const bw_indicator *indicator)
{
    for (size_t i = 0; i < bw_parameter_count(indicator); i++) {
        const bw_parameter *parameter = &indicator->parameters[i];
        fprintf(file, "%s%s: ", indentation, parameter->name);
        print_parameter_type(file, parameter);
        fputs(" = ", file);
        print_default(file, parameter);
        fputs(",\n", file);
    }
}

/* As in the signature at run time: an input that follows one with a default has one too. */
static void print_inputs(FILE *file, const bw_indicator *indicator, const char *type)
{
    bool has_default = false;
    for (size_t i = 0; i < bw_input_count(indicator); i++) {
        const bw_input *input = &indicator->inputs[i];
        if (bw_input_is_free(input)) {
            fprintf(file, "        %s: %s | str = \"%s\",\n", input->name, type, bw_source_name(input->source));
            has_default = true;
        } else if (has_default) {
            fprintf(file, "        %s: %s | None = None,\n", input->name, type);
        } else {
            fprintf(file, "        %s: %s,\n", input->name, type);
        }
    }
}

static bool has_input(const bw_indicator *indicator, const char *name)
{
    for (size_t i = 0; i < bw_input_count(indicator); i++) {
        if (strcmp(indicator->inputs[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void print_market_columns(FILE *file, const bw_indicator *indicator, const char *type)
{
    for (int source = 0; source < BW_MARKET_COLUMNS; source++) {
        const char *name = bw_source_name((bw_source)source);
        if (!has_input(indicator, name)) {
            fprintf(file, "        %s: %s | None = None,\n", name, type);
        }
    }
}

/* Beside a table, an input is the name of a column or source, or an array. */
static void print_inputs_by_name(FILE *file, const bw_indicator *indicator)
{
    for (size_t i = 0; i < bw_input_count(indicator); i++) {
        fprintf(file, "        %s: _Column | None = None,\n", indicator->inputs[i].name);
    }
    print_market_columns(file, indicator, "_Column");
}

/* ---- results ------------------------------------------------------------------------------------------------------- */

static bool has_one_output(const bw_indicator *indicator)
{
    return bw_output_count(indicator) == 1;
}

static void print_result(FILE *file, const bw_indicator *indicator, const char *type)
{
    if (has_one_output(indicator)) {
        fputs(type, file);
    } else {
        fprintf(file, "_%s_result[%s]", indicator->name, type);
    }
}

static void print_result_class(FILE *file, const bw_indicator *indicator)
{
    fprintf(file, "class _%s_result(NamedTuple, Generic[_T]):\n", indicator->name);
    for (size_t i = 0; i < bw_output_count(indicator); i++) {
        fprintf(file, "    %s: _T\n", indicator->outputs[i].name);
    }
    fputc('\n', file);
}

/* ---- calls --------------------------------------------------------------------------------------------------------- */

/* What follows `out` in every call on data. */
static void print_options(FILE *file, bool is_table)
{
    fputs("        kernel: str = \"auto\",\n"
          "        axis: _Integer | None = None,\n",
          file);
    fprintf(file, "        by: %s | None = None,\n", is_table ? "str | Sequence[str] | _Labels" : "_Labels");
    fputs("        offsets: _Offsets | None = None,\n"
          "        threads: _Integer | None = None,\n"
          "        progress: _Progress | None = None,\n",
          file);
}

static void print_call_on_table(FILE *file, const bw_indicator *indicator)
{
    fputs("    @overload\n"
          "    def __call__(\n"
          "        self,\n"
          "        table: IntoDataFrame,\n"
          "        /,\n",
          file);
    print_parameters(file, "        ", indicator);
    fputs("        *,\n", file);
    print_inputs_by_name(file, indicator);
    fputs("        out: None = None,\n", file);
    print_options(file, true);
    fputs("    ) -> Any: ...\n", file);
}

static void print_call_on_columns(FILE *file, const bw_indicator *indicator, const char *input, const char *output,
                                  const char *out)
{
    fputs("    @overload\n"
          "    def __call__(\n"
          "        self,\n",
          file);
    print_inputs(file, indicator, input);
    print_parameters(file, "        ", indicator);
    fputs("        *,\n", file);
    print_market_columns(file, indicator, input);
    fprintf(file, "        out: %s = None,\n", out);
    print_options(file, false);
    fputs("    ) -> ", file);
    print_result(file, indicator, output);
    fputs(": ...\n", file);
}

/* ---- expressions ---------------------------------------------------------------------------------------------------- */

/* Of several outputs, each is an attribute. */
static void print_expression_class(FILE *file, const bw_indicator *indicator)
{
    fprintf(file, "class _%s_expression(Expression):\n", indicator->name);
    for (size_t i = 0; i < bw_output_count(indicator); i++) {
        fprintf(file, "    @property\n    def %s(self) -> Expression: ...\n", indicator->outputs[i].name);
    }
    fputc('\n', file);
}

/* Parameters may have a name of their own. */
static void print_named_parameters(FILE *file, const bw_indicator *indicator)
{
    for (size_t i = 0; i < bw_parameter_count(indicator); i++) {
        const bw_parameter *parameter = &indicator->parameters[i];
        fprintf(file, "        %s: ", parameter->name);
        print_parameter_type(file, parameter);
        fputs(" | Constant = ", file);
        print_default(file, parameter);
        fputs(",\n", file);
    }
}

/* The call without data. It comes first, or one that names no input would be taken for one on series. */
static void print_call_without_data(FILE *file, const bw_indicator *indicator)
{
    fputs("    @overload\n"
          "    def __call__(\n"
          "        self,\n",
          file);
    for (size_t i = 0; i < bw_input_count(indicator); i++) {
        const bw_input *input = &indicator->inputs[i];
        if (bw_input_is_free(input)) {
            fprintf(file, "        %s: Expression | str = \"%s\",\n", input->name, bw_source_name(input->source));
        } else {
            fprintf(file, "        %s: Expression | None = None,\n", input->name);
        }
    }
    print_named_parameters(file, indicator);
    fputs("        *,\n", file);
    print_market_columns(file, indicator, "Expression");
    if (has_one_output(indicator)) {
        fputs("    ) -> Expression: ...\n", file);
    } else {
        fprintf(file, "    ) -> _%s_expression: ...\n", indicator->name);
    }
}

/* ---- streams --------------------------------------------------------------------------------------------------------- */

static void print_stream(FILE *file, const bw_indicator *indicator)
{
    fputs("    def stream(\n"
          "        self,\n",
          file);
    print_parameters(file, "        ", indicator);
    fputs("        *,\n", file);
    for (size_t i = 0; i < bw_input_count(indicator); i++) {
        if (bw_input_is_free(&indicator->inputs[i])) {
            fprintf(file, "        %s: str | None = None,\n", indicator->inputs[i].name);
        }
    }
    fputs("        kernel: str = \"auto\",\n"
          "    ) -> Stream[",
          file);
    print_result(file, indicator, "float");
    fputs(", ", file);
    print_result(file, indicator, "_Array");
    fputs("]: ...\n", file);
}

/* ---- sweeps -------------------------------------------------------------------------------------------------------- */

/* Each parameter may have several values. */
static void print_swept_parameters(FILE *file, const bw_indicator *indicator)
{
    for (size_t i = 0; i < bw_parameter_count(indicator); i++) {
        const bw_parameter *parameter = &indicator->parameters[i];
        fprintf(file, "        %s: ", parameter->name);
        print_parameter_type(file, parameter);
        fputs(" | Iterable[", file);
        print_parameter_type(file, parameter);
        fputs("] = ", file);
        print_default(file, parameter);
        fputs(",\n", file);
    }
}

/* Of a table or of columns; all rows, or some at a time. */
static void print_sweep(FILE *file, const bw_indicator *indicator, bool is_table, bool in_pieces)
{
    fputs("    @overload\n"
          "    def sweep(\n"
          "        self,\n",
          file);
    if (is_table) {
        fputs("        table: IntoDataFrame,\n        /,\n", file);
    } else {
        print_inputs(file, indicator, "_Numbers | IntoSeries");
    }
    print_swept_parameters(file, indicator);
    fputs("        *,\n", file);
    if (is_table) {
        print_inputs_by_name(file, indicator);
    } else {
        print_market_columns(file, indicator, "_Numbers | IntoSeries");
    }
    fputs(in_pieces ? "        rows_at_a_time: _Integer,\n" : "        rows_at_a_time: None = None,\n", file);
    fprintf(file, "        out: %s | None = None,\n", has_one_output(indicator) ? "_Array" : "Sequence[_Array]");
    fputs("        zip: bool = False,\n"
          "        kernel: str = \"auto\",\n"
          "        threads: _Integer | None = None,\n"
          "        progress: _Progress | None = None,\n",
          file);
    fputs(in_pieces ? "    ) -> Iterator[Sweep]: ...\n" : "    ) -> Sweep: ...\n", file);
}

/* ---- one indicator ------------------------------------------------------------------------------------------------- */

static void print_lookback(FILE *file, const bw_indicator *indicator, const char *method, const char *first)
{
    fprintf(file, "    def %s(\n        self,\n%s", method, first);
    print_parameters(file, "        ", indicator);
    fputs("    ) -> ", file);
    print_result(file, indicator, "int");
    fputs(": ...\n", file);
}

static void print_indicator(FILE *file, const bw_indicator *indicator)
{
    if (!has_one_output(indicator)) {
        print_result_class(file, indicator);
        print_expression_class(file, indicator);
    }
    fprintf(file, "class _%s(Indicator):\n", indicator->name);
    print_call_without_data(file, indicator);
    print_call_on_table(file, indicator);
    print_call_on_columns(file, indicator, "IntoSeriesT", "IntoSeriesT", "None");
    print_call_on_columns(file, indicator, "_Numbers", "_Array",
                          has_one_output(indicator) ? "_Array | None" : "Sequence[_Array] | None");
    print_stream(file, indicator);
    for (int is_table = 1; is_table >= 0; is_table--) {
        print_sweep(file, indicator, is_table, false);
        print_sweep(file, indicator, is_table, true);
    }
    print_lookback(file, indicator, "lookback", "");
    print_lookback(file, indicator, "converged", "        tolerance: float,\n        /,\n");
    fprintf(file, "\n%s: _%s\n\n", indicator->name, indicator->name);
}

static void print_stubs(FILE *file)
{
    fputs("# The types of the indicators. Written by the build from the catalogue.\n"
          "from collections.abc import Callable, Iterable, Iterator, Sequence\n"
          "from typing import Any, Generic, Literal, NamedTuple, SupportsFloat, SupportsIndex, TypeAlias, TypeVar, "
          "overload\n"
          "\n"
          "import numpy as np\n"
          "from narwhals.typing import IntoDataFrame, IntoSeries, IntoSeriesT\n"
          "from numpy.typing import NDArray\n"
          "\n"
          "from ._core import Indicator, Stream\n"
          "from .expression_kinds import Constant\n"
          "from .expressions import Expression\n"
          "from .sweep_result import Sweep\n"
          "\n"
          "_T = TypeVar(\"_T\")\n"
          "_Array: TypeAlias = NDArray[np.float64]\n"
          "_Numbers: TypeAlias = NDArray[np.floating[Any] | np.integer[Any] | np.bool_] | Sequence[float | None]\n"
          "_Number: TypeAlias = SupportsFloat | SupportsIndex\n"
          "_Column: TypeAlias = str | _Numbers\n"
          "_Integer: TypeAlias = SupportsIndex\n"
          "_Labels: TypeAlias = NDArray[Any] | Sequence[Any] | IntoSeries\n"
          "_Offsets: TypeAlias = NDArray[np.integer[Any]] | Sequence[int]\n"
          "_Progress: TypeAlias = Callable[[float], object]\n"
          "\n",
          file);
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        print_indicator(file, bw_indicator_at(i));
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("use: emit_type_stubs _catalogue.pyi\n", stderr);
        return EXIT_FAILURE;
    }
    FILE *file = fopen(argv[1], "w");
    if (file == NULL) {
        fprintf(stderr, "emit_type_stubs: %s cannot be opened\n", argv[1]);
        return EXIT_FAILURE;
    }
    print_stubs(file);
    const bool failed = ferror(file) != 0;
    if (fclose(file) != 0 || failed) {
        fprintf(stderr, "emit_type_stubs: %s cannot be written\n", argv[1]);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
