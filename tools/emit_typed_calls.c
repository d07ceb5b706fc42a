/* Writes the typed calls: for each indicator of the catalogue a documented prototype in the header, such as
 *
 *     BW_API bw_status bw_cci(const double *source, size_t n, int period, double *cci);
 *
 * and in the source its body, which packs the arguments into arrays and hands them to bw_typed_call.
 *
 * Use: emit_typed_calls indicators.h indicators.c */
#include <barwise/barwise.h>

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 96, MAX_ARGUMENTS = 64, MAX_ENUMS = 256, LINE_WIDTH = 120 };

static _Noreturn void fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("emit_typed_calls: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(EXIT_FAILURE);
}

/* ---- one enum for each distinct list of choices ------------------------------------------------------------------ */

typedef struct {
    const char *const *choices;
    char name[NAME_SIZE];
} choice_enum;

static choice_enum enums[MAX_ENUMS];
static size_t enum_count;

static bool same_choices(const char *const *a, const char *const *b)
{
    while (*a != NULL && *b != NULL && strcmp(*a, *b) == 0) {
        a++;
        b++;
    }
    return *a == NULL && *b == NULL;
}

static const choice_enum *find_enum(const char *const *choices)
{
    for (size_t i = 0; i < enum_count; i++) {
        if (enums[i].choices == choices || same_choices(enums[i].choices, choices)) return &enums[i];
    }
    return NULL;
}

/* How many parameters of that name have that list of choices. */
static size_t count_users(const char *name, const char *const *choices)
{
    size_t users = 0;
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        for (const bw_parameter *p = bw_indicator_at(i)->parameters; p->name != NULL; p++) {
            users += p->type == BW_CHOICE && strcmp(p->name, name) == 0 && same_choices(p->choices, choices);
        }
    }
    return users;
}

/* Where parameters of one name have several lists, most of them have this one. */
static bool is_usual_list(const bw_parameter *parameter)
{
    const size_t users = count_users(parameter->name, parameter->choices);
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        for (const bw_parameter *p = bw_indicator_at(i)->parameters; p->name != NULL; p++) {
            const bool is_other = p->type == BW_CHOICE && strcmp(p->name, parameter->name) == 0;
            if (is_other && count_users(p->name, p->choices) > users) return false;
        }
    }
    return true;
}

/* A function and a type cannot share a name in C: bw_ma is the call if there is an indicator `ma`. */
static bool enum_name_is_taken(const char *name)
{
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        if (strcmp(name, bw_indicator_at(i)->name) == 0) return true;
    }
    for (size_t i = 0; i < enum_count; i++) {
        if (strcmp(name, enums[i].name) == 0) return true;
    }
    return false;
}

static void add_enum(const bw_indicator *indicator, const bw_parameter *parameter)
{
    if (enum_count == MAX_ENUMS) fail("more than %d lists of choices", MAX_ENUMS);
    choice_enum *added = &enums[enum_count];
    added->choices = parameter->choices;
    snprintf(added->name, NAME_SIZE, "%s", parameter->name);
    if (!is_usual_list(parameter) || enum_name_is_taken(added->name)) {
        snprintf(added->name, NAME_SIZE, "%s_%s", parameter->name, indicator->name);
    }
    if (enum_name_is_taken(added->name)) {
        fail("%s: no name is left for the choices of %s", indicator->name, parameter->name);
    }
    enum_count++;
}

static void collect_enums(void)
{
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        const bw_indicator *indicator = bw_indicator_at(i);
        for (size_t k = 0; k < bw_parameter_count(indicator); k++) {
            const bw_parameter *parameter = &indicator->parameters[k];
            if (parameter->type == BW_CHOICE && find_enum(parameter->choices) == NULL) add_enum(indicator, parameter);
        }
    }
}

static void print_upper(FILE *file, const char *text)
{
    for (; *text != '\0'; text++) fputc(isalnum((unsigned char)*text) ? toupper((unsigned char)*text) : '_', file);
}

static void print_enums(FILE *header)
{
    for (size_t i = 0; i < enum_count; i++) {
        fputs("typedef enum {\n", header);
        for (const char *const *choice = enums[i].choices; *choice != NULL; choice++) {
            fputs("    BW_", header);
            print_upper(header, enums[i].name);
            fputc('_', header);
            print_upper(header, *choice);
            fputs(",\n", header);
        }
        fprintf(header, "} bw_%s;\n\n", enums[i].name);
    }
}

/* ---- the arguments of one call ----------------------------------------------------------------------------------- */

typedef struct {
    char type[NAME_SIZE]; /* with the space or star before the name */
    char name[NAME_SIZE];
} call_argument;

typedef struct {
    call_argument list[MAX_ARGUMENTS];
    size_t count;
    size_t inputs, parameters, outputs; /* where the arguments of each kind start */
} call_arguments;

/* Words that C or C++ keep for themselves and that somebody may call an input, a parameter or an output. */
static bool is_keyword(const char *name)
{
    static const char *const keywords[] = {
        "auto",     "bool",      "break",    "case",     "catch",    "char",   "class",    "const",  "continue",
        "default",  "delete",    "do",       "double",   "else",     "enum",   "explicit", "export", "extern",
        "false",    "float",     "for",      "friend",   "goto",     "if",     "inline",   "int",    "long",
        "mutable",  "namespace", "new",      "not",      "and",      "or",     "xor",      "compl",  "operator",
        "private",  "protected", "public",   "register", "restrict", "return", "short",    "signed", "sizeof",
        "static",   "struct",    "switch",   "template", "this",     "throw",  "true",     "try",    "typedef",
        "typename", "union",     "unsigned", "using",    "virtual",  "void",   "volatile", "while",
    };
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++) {
        if (strcmp(name, keywords[i]) == 0) return true;
    }
    return false;
}

static bool argument_name_is_taken(const call_arguments *arguments, const char *name)
{
    if (is_keyword(name) || strcmp(name, "n") == 0) return true;
    for (size_t i = 0; i < arguments->count; i++) {
        if (strcmp(name, arguments->list[i].name) == 0) return true;
    }
    return false;
}

static void add_argument(call_arguments *arguments, const char *type, const char *name, const char *suffix)
{
    if (arguments->count == MAX_ARGUMENTS) fail("%s: more than %d arguments", name, MAX_ARGUMENTS);
    call_argument added;
    snprintf(added.type, NAME_SIZE, "%s", type);
    snprintf(added.name, NAME_SIZE, "%s", name);
    while (argument_name_is_taken(arguments, added.name)) {
        if (strlen(added.name) + strlen(suffix) >= NAME_SIZE) fail("%s: no name is left for this argument", name);
        strcat(added.name, suffix);
    }
    arguments->list[arguments->count++] = added;
}

static void add_parameter(call_arguments *arguments, const bw_parameter *parameter)
{
    char type[NAME_SIZE + 4] = "int ";
    if (parameter->type == BW_REAL) {
        strcpy(type, "double ");
    } else if (parameter->type == BW_CHOICE) {
        snprintf(type, sizeof type, "bw_%s ", find_enum(parameter->choices)->name);
    }
    add_argument(arguments, type, parameter->name, "_value");
}

static void collect_arguments(const bw_indicator *indicator, call_arguments *arguments)
{
    memset(arguments, 0, sizeof *arguments);
    for (size_t i = 0; i < bw_input_count(indicator); i++) {
        add_argument(arguments, "const double *", indicator->inputs[i].name, "_input");
    }
    arguments->parameters = arguments->count;
    for (size_t i = 0; i < bw_parameter_count(indicator); i++) add_parameter(arguments, &indicator->parameters[i]);
    arguments->outputs = arguments->count;
    for (size_t i = 0; i < bw_output_count(indicator); i++) {
        add_argument(arguments, "double *", indicator->outputs[i].name, "_output");
    }
}

/* ---- the header -------------------------------------------------------------------------------------------------- */

/* How wide a word is on the screen: continuation bytes of UTF-8 take no room. */
static int word_width(const char *word, size_t bytes)
{
    int width = 0;
    for (size_t i = 0; i < bytes; i++) width += ((unsigned char)word[i] & 0xC0) != 0x80;
    return width;
}

/* Prints a text of the catalogue as lines of a comment, which it must neither end nor seem to open anew. */
static void print_comment_lines(FILE *header, const char *indentation, const char *text)
{
    int column = LINE_WIDTH;
    while (*text != '\0') {
        const size_t bytes = strcspn(text, " ");
        const int width = word_width(text, bytes);
        if (column + 1 + width > LINE_WIDTH - (int)strlen(" */")) column = fprintf(header, "\n * %s", indentation) - 1;
        else column += fprintf(header, " ");
        for (size_t i = 0; i < bytes; i++) {
            fputc(text[i], header);
            if ((text[i] == '*' && text[i + 1] == '/') || (text[i] == '/' && text[i + 1] == '*')) fputc(' ', header);
        }
        column += width;
        text += bytes + strspn(text + bytes, " ");
    }
}

static void print_paragraph(FILE *header, const char *indentation, const char *text)
{
    if (text == NULL || text[0] == '\0') return;
    fputs("\n *", header);
    print_comment_lines(header, indentation, text);
}

static void append(char *text, size_t size, const char *format, ...)
{
    const size_t used = strlen(text);
    va_list arguments;
    va_start(arguments, format);
    const int added = vsnprintf(text + used, size - used, format, arguments);
    va_end(arguments);
    if (added < 0 || (size_t)added >= size - used) fail("%.40s: this parameter's text is too long", text);
}

static void describe_parameter(const bw_parameter *parameter, const char *name, char *text, size_t size)
{
    text[0] = '\0';
    append(text, size, "%s: ", name);
    if (parameter->meaning != NULL) append(text, size, "%s; ", parameter->meaning);
    if (parameter->type != BW_CHOICE) {
        append(text, size, "%.10g to %.10g, by default %.10g", parameter->min, parameter->max, parameter->value);
        return;
    }
    for (const char *const *choice = parameter->choices; *choice != NULL; choice++) append(text, size, "%s, ", *choice);
    append(text, size, "by default %s", parameter->choices[(size_t)parameter->value]);
}

static void print_comment(FILE *header, const bw_indicator *indicator, const call_arguments *arguments)
{
    fprintf(header, "/* %s", indicator->title);
    print_paragraph(header, "    ", indicator->formula);
    print_paragraph(header, "", indicator->origin);
    for (size_t i = 0; i < bw_parameter_count(indicator); i++) {
        char text[1024];
        const char *name = arguments->list[arguments->parameters + i].name;
        describe_parameter(&indicator->parameters[i], name, text, sizeof text);
        if (i == 0) fputs("\n *", header);
        print_comment_lines(header, "", text);
    }
    fputs(" */\n", header);
}

/* Prints the words one after the other, going to a new line under the bracket where one would pass the margin. */
static void print_prototype(FILE *file, const char *prefix, const char *name, const call_arguments *arguments)
{
    int indentation = fprintf(file, "%sbw_status bw_%s(", prefix, name);
    int column = indentation;
    for (size_t i = 0; i <= arguments->count; i++) {
        /* The number of bars stands behind the inputs. */
        const bool is_length = i == arguments->parameters;
        const call_argument *argument = &arguments->list[i < arguments->parameters ? i : i - 1];
        char word[2 * NAME_SIZE + 4];
        snprintf(word, sizeof word, "%s%s%s", is_length ? "size_t " : argument->type, is_length ? "n" : argument->name,
                 i < arguments->count ? "," : ")");
        if (i > 0 && column + 1 + (int)strlen(word) > LINE_WIDTH) {
            column = fprintf(file, "\n%*s", indentation, "") - 1;
        } else if (i > 0) {
            column += fprintf(file, " ");
        }
        column += fprintf(file, "%s", word);
    }
}

static void print_header(FILE *header)
{
    fputs("/* indicators.h: the typed calls, one for each indicator. Included by barwise.h.\n"
          " *\n"
          " * Written by the build from the catalogue.\n"
          " *\n"
          " * Every array has n values; inputs come first, then n, then the parameters, then the outputs. */\n"
          "#ifndef BARWISE_INDICATORS_H\n"
          "#define BARWISE_INDICATORS_H\n\n"
          "#ifdef __cplusplus\n"
          "extern \"C\" {\n"
          "#endif\n\n",
          header);
    print_enums(header);
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        const bw_indicator *indicator = bw_indicator_at(i);
        call_arguments arguments;
        collect_arguments(indicator, &arguments);
        print_comment(header, indicator, &arguments);
        print_prototype(header, "BW_API ", indicator->name, &arguments);
        fputs(";\n\n", header);
    }
    fputs("#ifdef __cplusplus\n"
          "}\n"
          "#endif\n\n"
          "#endif\n",
          header);
}

/* ---- the source -------------------------------------------------------------------------------------------------- */

/* The arguments first … last - 1 as an array of that type, or NULL where there are none. */
static void print_array(FILE *source, const char *type, const call_arguments *arguments, size_t first, size_t last)
{
    if (first == last) {
        fputs("NULL", source);
        return;
    }
    fprintf(source, "(%s[]){", type);
    for (size_t i = first; i < last; i++) fprintf(source, "%s%s", i > first ? ", " : "", arguments->list[i].name);
    fputc('}', source);
}

static void print_source(FILE *source)
{
    fputs("/* The bodies of the typed calls. Written by the build from the catalogue. */\n"
          "#include <barwise/barwise.h>\n"
          "#include <barwise/indicators.h>\n\n"
          "#include \"typed_call.h\"\n",
          source);
    for (size_t i = 0; i < bw_indicator_count(); i++) {
        const bw_indicator *indicator = bw_indicator_at(i);
        call_arguments arguments;
        collect_arguments(indicator, &arguments);
        fprintf(source, "\nextern const bw_indicator bw_indicator_%s;\n\n", indicator->name);
        print_prototype(source, "", indicator->name, &arguments);
        fprintf(source, "\n{\n    return bw_typed_call(&bw_indicator_%s, n, ", indicator->name);
        print_array(source, "const double *const", &arguments, arguments.inputs, arguments.parameters);
        fputs(", ", source);
        print_array(source, "const double", &arguments, arguments.parameters, arguments.outputs);
        fputs(", ", source);
        print_array(source, "double *const", &arguments, arguments.outputs, arguments.count);
        fputs(");\n}\n", source);
    }
}

static void write_file(const char *path, void (*print)(FILE *file))
{
    FILE *file = fopen(path, "w");
    if (file == NULL) fail("%s cannot be opened", path);
    print(file);
    const bool failed = ferror(file) != 0;
    if (fclose(file) != 0 || failed) fail("%s cannot be written", path);
}

int main(int argc, char **argv)
{
    if (argc != 3) fail("use: emit_typed_calls indicators.h indicators.c");
    collect_enums();
    write_file(argv[1], print_header);
    write_file(argv[2], print_source);
    return EXIT_SUCCESS;
}
