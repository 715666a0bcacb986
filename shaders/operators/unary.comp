#version 450
#extension GL_GOOGLE_include_directive : require
// output[i] = f(input[i]), f chosen by FUNCTION. The numbers are those of UnaryFunction.cs.
//
// One invocation computes one element. input, output: count elements in the same order.
// variants: f32 f16 i32
#include "kernel.glsl"
#include "error_function.glsl"
#include "arithmetic.glsl"

layout(constant_id = 4) const uint FUNCTION = 0;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
} p;

#ifdef ELEMENT_I32
int apply(int x)
{
    switch (FUNCTION) {
    case 0: return abs(x);
    case 1: return -x;
    case 2: return sign(x);
    case 3: return x == 0 ? 1 : 0;
    default: return x;
    }
}
#else
// sin(r + n·pi) for |r| <= pi/2. Vulkan lets drivers be off by 2^-11 in their own sin and cos, and SwiftShader is off by 2e-4; this
// Taylor polynomial to r^11 is off by 6e-8.
float sine_of(float r, float n)
{
    float q = r * r;
    float y = r * (1.0 + q * (-1.0 / 6.0 + q * (1.0 / 120.0 + q * (-1.0 / 5040.0 + q * (1.0 / 362880.0 - q * (1.0 / 39916800.0))))));
    return n - 2.0 * floor(0.5 * n) == 0.0 ? y : -y;
}

// x - n·pi, with pi in two parts so that the first product is exact for |n| up to 2^16.
float without_half_turns(float x, float n)
{
    return (x - n * 3.140625) - n * 9.67653589793e-4;
}

float sine(float x)
{
    float n = roundEven(x * 0.3183098861837907);
    return sine_of(without_half_turns(x, n), n);
}

// cos x = -sin(x - (n + 1/2)·pi)·(-1)^n
float cosine(float x)
{
    float n = roundEven(x * 0.3183098861837907 - 0.5);
    return -sine_of(without_half_turns(x, n + 0.5), n);
}

// ln(x + sqrt(x² + 1)) of |x|: of negative x it would cancel.
float inverse_hyperbolic_sine(float x)
{
    float a = abs(x);
    // Past 1e15 the square overflows nothing yet but adds nothing either: ln(2a).
    float y = a > 1e15 ? log(a) + 0.6931471805599453 : log(a + sqrt(a * a + 1.0));
    return x < 0.0 ? -y : y;
}

// ln(x + sqrt(x² - 1)), with the square taken apart: it overflows past 1.8e19, and cancels near 1.
float inverse_hyperbolic_cosine(float x)
{
    return x > 1e15 ? log(x) + 0.6931471805599453 : log(x + sqrt(x - 1.0) * sqrt(x + 1.0));
}

float apply(float x)
{
    // Some drivers make a number of e^NaN.
    if (is_nan(x))
        return x;
    switch (FUNCTION) {
    case 0: return abs(x);
    case 1: return -x;
    case 2: return sign(x);
    case 3: return x == 0.0 ? 1.0 : 0.0;
    case 4: return exp(x);
    case 5: return log(x);
    case 6: return sqrt(x);
    case 7: return 1.0 / x;
    case 8: return floor(x);
    case 9: return ceil(x);
    case 10: return roundEven(x);
    case 11: return error_function(x);
    case 12: return sine(x);
    case 13: return cosine(x);
    case 14: return sine(x) / cosine(x);
    case 15: return asin(x);
    case 16: return acos(x);
    case 17: return atan(x);
    case 18: return 0.5 * (exp(x) - exp(-x));
    case 19: return 0.5 * (exp(x) + exp(-x));
    case 20: return inverse_hyperbolic_sine(x);
    case 21: return inverse_hyperbolic_cosine(x);
    case 22: return 0.5 * log((1.0 + x) / (1.0 - x));
    default: return x;
    }
}
#endif

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    output_data[p.output_base + i] = ELEMENT(apply(VALUE(input_data[p.input_base + i])));
}
