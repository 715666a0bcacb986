#version 450
#extension GL_GOOGLE_include_directive : require
// The ground with crisp shadows, for devices that draw with the CPU.
#define SHADOW_LOOKS 1
#include "scene_floor.glsl"
