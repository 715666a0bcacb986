#version 450
#extension GL_GOOGLE_include_directive : require
// Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019), in PyTorch's form:
//   g = scale · gradient (+ weight_decay · parameters, unless DECOUPLED)
//   new_mean = beta1 · mean + (1 - beta1) · g, new_square = beta2 · square + (1 - beta2) · g²
//   new_parameters = parameters (· (1 - rate · weight_decay) where DECOUPLED)
//     - rate / (1 - beta1^step) · new_mean / (√new_square / √(1 - beta2^step) + epsilon)
//
// One invocation computes one vector (layout.glsl). It reads its own elements before it writes them and nobody else's, so the outputs may lie
// where the inputs do.
//
// parameters, gradient, mean, square, new_parameters, new_mean, new_square  count vectors
// rate, step, scale       one number; step counts from 1; scale is read where HAS_SCALE, else 1; with 0 nothing changes
// rest1 = 1 - beta1 and rest2 = 1 - beta2, rounded but once; log_beta1 = ln beta1, log_beta2 = ln beta2
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"

layout(constant_id = 4) const bool DECOUPLED = false;
layout(constant_id = 5) const bool HAS_SCALE = false;

LAYOUT_BUFFER(0, Parameters, parameters_data);
LAYOUT_BUFFER(1, Gradient, gradient_data);
LAYOUT_BUFFER(2, Mean, mean_data);
LAYOUT_BUFFER(3, Square, square_data);
layout(binding = 4, set = 0) readonly buffer Rate { ELEMENT rate_data[]; };
layout(binding = 5, set = 0) readonly buffer StepNumber { ELEMENT step_number_data[]; };
layout(binding = 6, set = 0) readonly buffer Scale { ELEMENT scale_data[]; };
layout(binding = 7, set = 0) writeonly buffer NewParameters { STORED new_parameters_data[]; };
layout(binding = 8, set = 0) writeonly buffer NewMean { STORED new_mean_data[]; };
layout(binding = 9, set = 0) writeonly buffer NewSquare { STORED new_square_data[]; };

layout(push_constant) uniform Push {
    uint parameters_base;
    uint gradient_base;
    uint mean_base;
    uint square_base;
    uint rate_base;
    uint step_number_base;
    uint scale_base;
    uint new_parameters_base;
    uint new_mean_base;
    uint new_square_base;
    uint count;
    float beta1;
    float beta2;
    float rest1;
    float rest2;
    float log_beta1;
    float log_beta2;
    float epsilon;
    float weight_decay;
} p;

// 1 - e^x for x <= 0. Near 0 by its series: of 1 - 0.999^step the first steps would keep three digits.
float one_less_exp(float x)
{
    if (x < -0.5)
        return 1.0 - exp(x);
    return -x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0 * (1.0 + x / 6.0 * (1.0 + x / 7.0 * (1.0 + x / 8.0)))))));
}

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
    float rate = rate_data[p.rate_base];
    float number = step_number_data[p.step_number_base];
    float scale = HAS_SCALE ? scale_data[p.scale_base] : 1.0;
    VECTOR old_parameters = LOAD(parameters_data, p.parameters_base / WIDTH + i);
    VECTOR old_mean = LOAD(mean_data, p.mean_base / WIDTH + i), old_square = LOAD(square_data, p.square_base / WIDTH + i);
    VECTOR parameters = old_parameters;
    VECTOR gradient = scale * LOAD(gradient_data, p.gradient_base / WIDTH + i);
    if (DECOUPLED)
        parameters *= 1.0 - rate * p.weight_decay;
    else
        gradient += p.weight_decay * parameters;
    VECTOR mean = p.beta1 * old_mean + p.rest1 * gradient;
    VECTOR square = p.beta2 * old_square + p.rest2 * gradient * gradient;
    float size = rate / one_less_exp(p.log_beta1 * number);
    VECTOR spread = sqrt(square) / sqrt(one_less_exp(p.log_beta2 * number)) + p.epsilon;
    bool steps = scale > 0.0;
    new_mean_data[p.new_mean_base / WIDTH + i] = STORED(steps ? mean : old_mean);
    new_square_data[p.new_square_base / WIDTH + i] = STORED(steps ? square : old_square);
    new_parameters_data[p.new_parameters_base / WIDTH + i] = STORED(steps ? parameters - size * mean / spread : old_parameters);
}
