// The function a kernel ends with, chosen by specialisation constant 3, with the two parameters every such kernel is pushed last.
// The numbers are those of ActivationFunction.cs.
#ifndef CNNVULKAN_ACTIVATION_GLSL
#define CNNVULKAN_ACTIVATION_GLSL

#include "error_function.glsl"

layout(constant_id = 3) const uint ACTIVATION = 0;

// ln(1 + e^x) without overflow: for large x it is x.
float softplus(float x)
{
    return max(x, 0.0) + log(1.0 + exp(-abs(x)));
}

float sigmoid(float x)
{
    return 1.0 / (1.0 + exp(-x));
}

// tanh of some drivers overflows for large arguments; past 10 it is 1 to float precision.
float hyperbolic_tangent(float x)
{
    return tanh(clamp(x, -10.0, 10.0));
}

// The upper bound wins where they cross; NaN stays.
float clip(float x, float low, float high)
{
    float y = x < low ? low : x;
    return y > high ? high : y;
}

float activate(float x, float alpha, float beta)
{
    // Some drivers make a number of e^NaN. The first three keep it anyway.
    if (ACTIVATION > 3 && (floatBitsToUint(x) & 0x7fffffffu) > 0x7f800000u)
        return x;
    switch (ACTIVATION) {
    // Not max(): what that makes of NaN is left open, and a network that has gone wrong must show.
    case 1: return x < 0.0 ? 0.0 : x;
    case 2: return x >= 0.0 ? x : alpha * x;
    case 3: return clip(x, alpha, beta);
    case 4: return sigmoid(x);
    case 5: return hyperbolic_tangent(x);
    case 6: return x >= 0.0 ? x : alpha * (exp(x) - 1.0);
    case 7: return clamp(alpha * x + beta, 0.0, 1.0);
    case 8: return x * clamp(x / 6.0 + 0.5, 0.0, 1.0);
    case 9: return x * sigmoid(alpha * x);
    case 10: return beta * (x >= 0.0 ? x : alpha * (exp(x) - 1.0));
    case 11: return max(x, 0.0) + min(0.0, alpha * (exp(x / alpha) - 1.0));
    case 12: return softplus(x);
    case 13: return x / (1.0 + abs(x));
    case 14: return x > alpha ? x : 0.0;
    case 15: return 0.5 * x * (1.0 + error_function(x * 0.7071067811865476));
    case 16: return 0.5 * x * (1.0 + hyperbolic_tangent(0.7978845608028654 * (x + 0.044715 * x * x * x)));
    case 17: return x * hyperbolic_tangent(softplus(x));
    default: return x;
    }
}

vec4 activate(vec4 x, float alpha, float beta)
{
    return vec4(activate(x.x, alpha, beta), activate(x.y, alpha, beta), activate(x.z, alpha, beta), activate(x.w, alpha, beta));
}

#endif
