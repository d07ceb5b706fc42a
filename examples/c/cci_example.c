/* The Commodity Channel Index of a few bars, by the typed call and by name. */
#include <barwise/barwise.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BARS = 60, PERIOD = 20, SHOWN = 5 };

static void fail(void)
{
    fprintf(stderr, "%s\n", bw_last_error()->message);
    exit(EXIT_FAILURE);
}

/* Bars of a price that rises and falls in triangles of different lengths. */
static void make_bars(double *high, double *low, double *close)
{
    for (int i = 0; i < BARS; i++) {
        const double price = 100 + abs(i % 24 - 12) + 0.25 * abs(i % 7 - 3);
        high[i] = price + 0.5;
        low[i] = price - 0.75;
        close[i] = price + 0.125 * (i % 5 - 2);
    }
}

int main(void)
{
    double high[BARS], low[BARS], close[BARS], source[BARS], typed[BARS], named[BARS];
    make_bars(high, low, close);

    /* The typed call takes the source as it is: here the mean of high, low and close. */
    for (int i = 0; i < BARS; i++) source[i] = (high[i] + low[i] + close[i]) / 3;
    if (bw_cci(source, BARS, PERIOD, typed) != BW_OK) fail();

    /* By name, the default source is made from the columns of the market. */
    const bw_named_array columns[] = { { "high", high }, { "low", low }, { "close", close }, { NULL, NULL } };
    const bw_named_value parameters[] = { { "period", PERIOD, NULL }, { NULL, 0, NULL } };
    double *const outputs[] = { named };
    if (bw_compute("cci", BARS, columns, parameters, outputs) != BW_OK) fail();

    printf("barwise %s\n", bw_version());
    for (int i = BARS - SHOWN; i < BARS; i++) printf("bar %d: close %8.3f  cci %9.4f\n", i, close[i], typed[i]);

    /* A wrong argument is told, not guessed at. */
    if (bw_cci(source, BARS, 0, typed) == BW_OK) return EXIT_FAILURE;
    printf("period 0: %s\n", bw_last_error()->message);
    return memcmp(typed, named, sizeof typed) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
