#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// output[i] = gradient[i] · f'(x[i]), f chosen by ACTIVATION: the gradient of what activate.comp computes.
// FROM_OUTPUT: value holds y = f(x), from which f' can be told; else x.
//
// One invocation computes one vector (layout.glsl). gradient, value, output: count vectors in the same order. Channels past the last stay 0
// where those of the gradient are.
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "activation.glsl"

layout(constant_id = 4) const bool FROM_OUTPUT = false;

LAYOUT_BUFFER(0, Gradient, gradient_data);
LAYOUT_BUFFER(1, Value, value_data);
layout(binding = 2, set = 0) writeonly buffer Output { STORED output_data[]; };

layout(push_constant) uniform Push {
    uint gradient_base;
    uint value_base;
    uint output_base;
    uint count;
    float activation_alpha;
    float activation_beta;
} p;

float slope_from_output(float y, float alpha, float beta)
{
    switch (ACTIVATION) {
    case 1: return y > 0.0 ? 1.0 : 0.0;
    case 2: return y >= 0.0 ? 1.0 : alpha;
    case 3: return y > alpha && y < beta ? 1.0 : 0.0;
    case 4: return y * (1.0 - y);
    case 5: return 1.0 - y * y;
    case 6: return y >= 0.0 ? 1.0 : y + alpha;
    case 7: return y > 0.0 && y < 1.0 ? alpha : 0.0;
    case 10: return y >= 0.0 ? beta : y + alpha * beta;
    case 11: return y >= 0.0 ? 1.0 : y / alpha + 1.0;
    case 13: return (1.0 - abs(y)) * (1.0 - abs(y));
    case 14: return y > alpha ? 1.0 : 0.0;
    default: return 1.0;
    }
}

float swish_slope(float x, float alpha)
{
    float s = sigmoid(alpha * x);
    return s + alpha * x * s * (1.0 - s);
}

// 0.3989… = 1/√(2π), the density of the normal distribution at 0.
float gelu_slope(float x)
{
    return 0.5 * (1.0 + error_function(x * 0.7071067811865476)) + x * 0.3989422804014327 * exp(-0.5 * x * x);
}

float gelu_tanh_slope(float x)
{
    float t = hyperbolic_tangent(0.7978845608028654 * (x + 0.044715 * x * x * x));
    return 0.5 * (1.0 + t) + 0.5 * x * (1.0 - t * t) * 0.7978845608028654 * (1.0 + 0.134145 * x * x);
}

float mish_slope(float x)
{
    float t = hyperbolic_tangent(softplus(x));
    return t + x * sigmoid(x) * (1.0 - t * t);
}

float slope_from_input(float x, float alpha, float beta)
{
    switch (ACTIVATION) {
    case 2: return x >= 0.0 ? 1.0 : alpha;
    case 6: return x >= 0.0 ? 1.0 : alpha * exp(x);
    case 8: return x <= -3.0 ? 0.0 : x >= 3.0 ? 1.0 : x / 3.0 + 0.5;
    case 9: return swish_slope(x, alpha);
    case 10: return beta * (x >= 0.0 ? 1.0 : alpha * exp(x));
    case 11: return (x > 0.0 ? 1.0 : 0.0) + (alpha * (exp(x / alpha) - 1.0) < 0.0 ? exp(x / alpha) : 0.0);
    case 12: return sigmoid(x);
    case 14: return x > alpha ? 1.0 : 0.0;
    case 15: return gelu_slope(x);
    case 16: return gelu_tanh_slope(x);
    case 17: return mish_slope(x);
    default: return 1.0;
    }
}

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    VECTOR gradient = LOAD(gradient_data, p.gradient_base / WIDTH + i);
    VECTOR value = LOAD(value_data, p.value_base / WIDTH + i);
    [[unroll]] for (int c = 0; c < WIDTH; c++) {
        float v = COMPONENT(value, c);
        COMPONENT(value, c) = FROM_OUTPUT ? slope_from_output(v, p.activation_alpha, p.activation_beta) : slope_from_input(v, p.activation_alpha, p.activation_beta);
    }
    output_data[p.output_base / WIDTH + i] = STORED(gradient * value);
}
