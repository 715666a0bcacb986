// Arithmetic that GLSL leaves undefined or rounds differently from ONNX: NaN, powers of negative numbers, remainders, integer division.
#ifndef CNNVULKAN_ARITHMETIC_GLSL
#define CNNVULKAN_ARITHMETIC_GLSL

#define NOT_A_NUMBER uintBitsToFloat(0x7fc00000u)
#define POSITIVE_INFINITY uintBitsToFloat(0x7f800000u)

// By its bits: drivers may assume that isnan() is never true.
bool is_nan(float x)
{
    return (floatBitsToUint(x) & 0x7fffffffu) > 0x7f800000u;
}

// NumPy's maximum and minimum: a NaN on either side wins.
float maximum(float x, float y)
{
    return is_nan(x) ? x : is_nan(y) ? y : max(x, y);
}

float minimum(float x, float y)
{
    return is_nan(x) ? x : is_nan(y) ? y : min(x, y);
}

int maximum(int x, int y)
{
    return max(x, y);
}

int minimum(int x, int y)
{
    return min(x, y);
}

// x^y, y at least 0, by squaring; wraps around as integers do.
int power(int x, int y)
{
    if (y < 0)
        return x == 1 ? 1 : x == -1 ? ((y & 1) == 0 ? 1 : -1) : 0;
    int result = 1;
    while (y != 0) {
        if ((y & 1) != 0)
            result *= x;
        x *= x;
        y >>= 1;
    }
    return result;
}

// pow() is undefined for x < 0, and for x = 0 with y <= 0. Small whole exponents are multiplied out: exact for squares and cubes,
// where exp2(y·log2(x)) loses digits.
float power(float x, float y)
{
    bool whole = floor(y) == y;
    if (whole && abs(y) <= 64.0) {
        float result = 1.0;
        float square = x;
        for (int n = int(abs(y)); n != 0; n >>= 1) {
            if ((n & 1) != 0)
                result *= square;
            square *= square;
        }
        return y < 0.0 ? 1.0 / result : result;
    }
    if (is_nan(x) || is_nan(y))
        return NOT_A_NUMBER;
    if (x == 1.0)
        return 1.0;
    if (y == 0.5)
        return x < 0.0 ? NOT_A_NUMBER : sqrt(x);
    if (x == 0.0)
        return y > 0.0 ? 0.0 : POSITIVE_INFINITY;
    if (x > 0.0)
        return pow(x, y);
    if (!whole)
        return NOT_A_NUMBER;
    float magnitude = pow(-x, y);
    return floor(y * 0.5) * 2.0 == y ? magnitude : -magnitude;
}

// Truncates towards zero; what a division by zero gives is up to us, but it must not trap on a CPU driver.
int divide(int x, int y)
{
    if (y == 0)
        return 0;
    return y == -1 ? -x : x / y;
}

float divide(float x, float y)
{
    return x / y;
}

// The remainder with the dividend's sign: C's fmod and %.
int truncated_remainder(int x, int y)
{
    return x - divide(x, y) * y;
}

// Exact, as fmod is: each pass takes off the largest y·2^k that is not past the rest, which subtracts without rounding. x - y·trunc(x/y)
// would lose all digits of large quotients. A y below the smallest normal number counts as 0: devices may flush it.
float truncated_remainder(float x, float y)
{
    float divisor = abs(y);
    if (is_nan(x) || is_nan(y) || divisor < 1.17549435e-38 || abs(x) == POSITIVE_INFINITY)
        return NOT_A_NUMBER;
    float rest = abs(x);
    while (rest >= divisor) {
        uint exponents = (floatBitsToUint(rest) & 0x7f800000u) - (floatBitsToUint(divisor) & 0x7f800000u);
        float part = uintBitsToFloat(floatBitsToUint(divisor) + exponents);
        rest -= part > rest ? 0.5 * part : part;
    }
    return x < 0.0 ? -rest : rest;
}

// The remainder with the divisor's sign: Python's %.
int floored_remainder(int x, int y)
{
    int r = truncated_remainder(x, y);
    return r != 0 && (r < 0) != (y < 0) ? r + y : r;
}

float floored_remainder(float x, float y)
{
    float r = truncated_remainder(x, y);
    return r != 0.0 && (r < 0.0) != (y < 0.0) ? r + y : r;
}

#endif
